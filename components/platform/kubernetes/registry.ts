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

interface Location {
  registry: string;
  repository: string;
  /** Tag or digest. */
  version: string;
}

/**
 * @param reference with its registry, and a tag or a digest
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

/** @throws Error where there is no registry, or neither tag nor digest */
function locate(reference: string): Location {
  const found = /^([^/]+)\/(.+?)(?::([^:@/]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference);
  const [, registry, repository, tag, digest] = found ?? [];
  const version = digest ?? tag;
  if (registry && repository && version) return { registry, repository, version };
  throw new Error(`image: got ${JSON.stringify(reference)}, allowed is registry/name:tag or registry/name@sha256:…`);
}

/** Only a registry of this machine may do without TLS, as for Docker. */
function scheme(registry: string): string {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(registry) ? "http" : "https";
}

async function head(url: string, headers: Record<string, string>): Promise<Response> {
  const { host } = new URL(url);
  try {
    return await fetch(url, { method: "HEAD", headers: { accept: manifests, ...headers }, signal: AbortSignal.timeout(timeout) });
  } catch (error) {
    throw new Error(`registry ${host} cannot be reached: ${reasonOf(error)}`, { cause: error });
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
  const answer = await fetch(url, { headers: basic, signal: AbortSignal.timeout(timeout) });
  const { token, access_token: accessToken } = (await answer.json()) as { token?: string; access_token?: string };
  return { authorization: `Bearer ${token ?? accessToken ?? ""}` };
}

/** @returns nothing where the login is in a credential helper, or nowhere */
async function loginFor(registry: string): Promise<Record<string, string>> {
  const file = join(process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"), "config.json");
  const text = await readFile(file, "utf8").catch(() => "{}");
  const { auths = {} } = JSON.parse(text) as { auths?: Record<string, { auth?: string }> };
  const auth = auths[registry]?.auth;
  return auth === undefined ? {} : { authorization: `Basic ${auth}` };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}
