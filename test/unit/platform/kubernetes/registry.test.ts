/** K83: what a registry is asked for, and what is made of its answers, with one that runs in this process. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, locate } from "../../../../components/platform/kubernetes/registry";

const digest = `sha256:${"a".repeat(64)}`;
const login = Buffer.from("ops:secret").toString("base64");
const home = mkdtempSync(join(tmpdir(), "ballast-registry-"));
const asked: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  answer(request, response);
});
let host: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env["DOCKER_CONFIG"] = home;
});
beforeEach(() => {
  asked.length = 0;
  rmSync(join(home, "config.json"), { force: true });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true });
});

const says =
  (status: number, headers: Record<string, string> = {}): typeof answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end();

/** One that wants a token, and gives it to those who log in. */
function guarded(accept: (authorization: string | undefined) => boolean): void {
  answer = ({ url = "", headers }, response) => {
    if (url.startsWith("/token")) {
      response.writeHead(accept(headers.authorization) ? 200 : 401).end(JSON.stringify({ token: "t0ken" }));
    } else if (headers.authorization === "Bearer t0ken") response.writeHead(200, { "docker-content-digest": digest }).end();
    else
      response
        .writeHead(401, { "www-authenticate": `Bearer realm="http://${host}/token",service="reg",scope="repository:team/shop:pull"` })
        .end();
  };
}

test("an image that is there has a digest, asked for without fetching it, as any kind of manifest", async () => {
  let accepted = "";
  answer = (request, response) => {
    accepted = request.headers.accept ?? "";
    says(200, { "docker-content-digest": digest })(request, response);
  };
  expect(await digestOf(`${host}/team/shop:1`)).toBe(digest);
  expect(await digestOf(`${host}/team/shop:1@${digest}`)).toBe(digest);
  expect(asked).toEqual(["HEAD /v2/team/shop/manifests/1", `HEAD /v2/team/shop/manifests/${digest}`]);
  expect(accepted.split(", ")).toHaveLength(4);
});

test("one that is not there has none", async () => {
  answer = says(404);
  expect(await digestOf(`${host}/team/shop:1`)).toBeUndefined();
});

test("a token is fetched by nobody where the registry gives it to anybody", async () => {
  guarded((authorization) => authorization === undefined);
  expect(await digestOf(`${host}/team/shop:1`)).toBe(digest);
  expect(asked[1]).toBe("GET /token?scope=repository%3Ateam%2Fshop%3Apull&service=reg");
});

test("and with the login of this machine where there is one", async () => {
  guarded((authorization) => authorization === `Basic ${login}`);
  await expect(digestOf(`${host}/team/shop:1`)).rejects.toThrow(
    `registry ${host} gives nobody a token here: ${host} answered 401; log in with: docker login ${host}`,
  );
  writeFileSync(join(home, "config.json"), JSON.stringify({ auths: { [host]: { auth: login } } }));
  expect(await digestOf(`${host}/team/shop:1`)).toBe(digest);
});

test("a broken file of logins is as good as none, and nothing of it is told", async () => {
  writeFileSync(join(home, "config.json"), `{"auths": {"${host}": {"auth": "${login}"`);
  guarded(() => false);
  const told = await digestOf(`${host}/team/shop:1`).catch((error: Error) => error.message);
  expect(told).toContain("answered 401");
  expect(told).not.toContain(login);
});

test.each([
  [500, {}],
  [403, {}],
  [200, {}],
])("an answer of %i without a digest is no absence", async (status, headers) => {
  answer = says(status, headers);
  await expect(digestOf(`${host}/team/shop:1`)).rejects.toThrow(`registry ${host} answered ${status} to a question for team/shop`);
});

test("who does not answer is told by name, and why", async () => {
  await expect(digestOf("127.0.0.1:1/shop:1")).rejects.toThrow("registry 127.0.0.1:1 cannot be reached: ");
  await expect(digestOf("registry.ballast.invalid/shop:1")).rejects.toThrow(/^registry registry\.ballast\.invalid cannot be reached: E/);
});

test.each([
  ["debian", "registry-1.docker.io", "library/debian", "latest"],
  ["debian:trixie-slim", "registry-1.docker.io", "library/debian", "trixie-slim"],
  ["bitnami/redis:7", "registry-1.docker.io", "bitnami/redis", "7"],
  ["docker.io/library/redis", "registry-1.docker.io", "library/redis", "latest"],
  ["docker.io/redis:8", "registry-1.docker.io", "library/redis", "8"],
  ["localhost/shop", "localhost", "shop", "latest"],
  ["localhost:5001/ballast/shop:1", "localhost:5001", "ballast/shop", "1"],
  [`registry.example/shop:1@${digest}`, "registry.example", "shop", digest],
])("%s is at %s, called %s, version %s", (reference, registry, repository, version) => {
  expect(locate(reference)).toEqual({ registry, repository, version });
});
