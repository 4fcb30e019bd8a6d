import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Milliseconds one answer may take. */
const timeout = 2000;

/** What an image may be described by. */
const manifests = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const hub = "registry-1.docker.io";
/** What `docker login` calls it. */
const hubLogin = "https://index.docker.io/v1/";

interface Location {
  registry: string;
  repository: string;
  /** Tag or digest. */
  version: string;
}

/**
 * @param reference as Docker takes it
 * @returns `sha256:…`; undefined when the registry answers, and has no such image
 * @throws Error when the registry could not be asked, or did not answer the question
 */
export async function digestOf(reference: string): Promise<string | undefined> {
  const location = locate(reference);
  const url = `${scheme(location.registry)}://${location.registry}/v2/${location.repository}/manifests/${location.version}`;
  const answer = await head(url, {});
  const final = answer.status === 401 ? await head(url, await authorization(answer, location)) : answer;
  if (final.status === 404) return undefined;
  const digest = final.headers.get("docker-content-digest");
  if (final.ok && digest) return digest;
  throw new Error(`registry ${location.registry} answered ${final.status} to a question for ${location.repository}`);
}

/** What a reference leaves out is Docker's: its hub, the official images there, the tag `latest`. */
export function locate(reference: string): Location {
  const [name = "", digest] = reference.split("@");
  const [, path = name, tag = "latest"] = /^(.+):([^:/]+)$/.exec(name) ?? [];
  const version = digest ?? tag;
  const [first = "", ...rest] = path.split("/");
  const named = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (named && first !== "docker.io") return { registry: first, repository: rest.join("/"), version };
  const inHub = named ? rest : [first, ...rest];
  return { registry: hub, repository: (inHub.length === 1 ? ["library", ...inHub] : inHub).join("/"), version };
}

/** Only a registry of this machine may do without TLS, as for Docker. */
function scheme(registry: string): string {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(registry) ? "http" : "https";
}

const head = (url: string, headers: Record<string, string>): Promise<Response> =>
  ask(new URL(url), { method: "HEAD", headers: { accept: manifests, ...headers } });

async function ask(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
  } catch (error) {
    throw new Error(`registry ${url.host} cannot be reached: ${reasonOf(error)}`, { cause: error });
  }
}

/** Answers a challenge as docker login has taught this machine, or as nobody. */
async function authorization(challenge: Response, { registry, repository }: Location): Promise<Record<string, string>> {
  const asked = challenge.headers.get("www-authenticate") ?? "";
  const basic = await loginFor(registry);
  if (!/^bearer /i.test(asked)) return basic;
  const field = (name: string): string | undefined => new RegExp(`${name}="([^"]*)"`).exec(asked)?.[1];
  const realm = field("realm");
  if (realm === undefined) return {};
  const url = new URL(realm);
  url.searchParams.set("scope", field("scope") ?? `repository:${repository}:pull`);
  const service = field("service");
  if (service !== undefined) url.searchParams.set("service", service);
  // A password is not for everybody who listens on the way.
  const answer = await ask(url, { headers: url.protocol === "https:" || scheme(url.host) === "http" ? basic : {} });
  if (!answer.ok)
    throw new Error(
      `registry ${registry} gives nobody a token here: ${url.host} answered ${answer.status}; log in with: docker login ${registry}`,
    );
  const { token, access_token: accessToken } = (await answer.json()) as { token?: string; access_token?: string };
  return { authorization: `Bearer ${token ?? accessToken ?? ""}` };
}

/** @returns nothing where the login is in a credential helper, or nowhere */
async function loginFor(registry: string): Promise<Record<string, string>> {
  const file = join(process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"), "config.json");
  const auth = loginsIn(await readFile(file, "utf8").catch(() => "{}"))[registry === hub ? hubLogin : registry]?.auth;
  return auth === undefined ? {} : { authorization: `Basic ${auth}` };
}

/** @returns none from a file that is broken: to say how would be to show what is in it */
function loginsIn(text: string): Record<string, { auth?: string }> {
  try {
    return (JSON.parse(text) as { auths?: Record<string, { auth?: string }> }).auths ?? {};
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}
