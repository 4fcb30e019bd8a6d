/**
 * BR8: the passphrase of the backup repository from a real OpenBao server by AppRole, and what is said when it cannot be had.
 * Does NOT prove: that HashiCorp's Vault words its refusals like OpenBao; only the status of an answer and few words of it are read.
 */
import { vaultFact } from "../../components/preflight/collect/vault";
import { readPassphrase, type VaultSource } from "../../components/vault";
import { VaultError } from "../../components/vault/problems";
import { VaultServer } from "../../components/vault/server";
import { withSession, type Session } from "../../components/vault/session";
import { OpenBao } from "../support/openbao";
import { freePort } from "../support/ports";

jest.setTimeout(60_000);

const passphrase = "canary correct horse battery staple 1";
const policy = `
  path "secret/data/ballast" { capabilities = ["read"] }
  path "secret/data/nothing" { capabilities = ["read"] }
  path "secret/data/weak" { capabilities = ["read"] }
  path "elsewhere/*" { capabilities = ["read"] }
  path "versionless/*" { capabilities = ["read"] }`;
/** Those of the pinned secret, from 1. */
const versions = { pinned: 1, deleted: 2, destroyed: 3, newest: 4 };

let bao: OpenBao;
let source: VaultSource;

beforeAll(async () => {
  bao = await OpenBao.start();
  await bao.ask("PUT", "sys/policies/acl/ballast", { policy });
  for (const value of [passphrase, "deleted", "destroyed", "newest"]) await bao.write("ballast", { passphrase: value, count: 7 });
  await bao.ask("POST", "secret/delete/ballast", { versions: [versions.deleted] });
  await bao.ask("POST", "secret/destroy/ballast", { versions: [versions.destroyed] });
  await bao.write("others", { passphrase });
  await bao.ask("POST", "sys/mounts/versionless", { type: "kv", options: { version: "1" } });
  await bao.ask("POST", "versionless/data/ballast", { passphrase });
  await bao.ask("POST", "sys/namespaces/team", {});
  const roleId = await bao.role("ballast", { token_policies: ["ballast"], token_ttl: "60s" });
  source = {
    address: bao.address,
    caCertificate: bao.authority,
    mount: "secret",
    path: "ballast",
    field: "passphrase",
    version: versions.pinned,
    roleId,
    secretId: await bao.secretId("ballast"),
  };
}, 120_000);
afterAll(() => bao.stop());

/** The error of reading, which holds no secret. Whatever a preview can find out is what the preflight tells. */
async function problemOf(change: Partial<VaultSource>, foundBefore = true): Promise<VaultError> {
  const asked = { ...source, ...change };
  const error = await readPassphrase(asked).catch((caught: unknown) => caught);
  if (!(error instanceof VaultError)) throw new Error(`reading: got ${String(error)}, expected is a VaultError`);
  for (const secret of [asked.secretId, source.secretId, passphrase]) expect(`${error.message} ${error.stack}`).not.toContain(secret);
  if (foundBefore) {
    const { secretId, ...vault } = asked;
    expect(await vaultFact(vault, secretId, 2000)).toMatchObject({ state: "problem", problem: error.problem, got: error.got });
  }
  return error;
}

const refusedLogin =
  "Vault refused the login: got invalid role or secret ID (HTTP 400); allowed is a role id of auth/approle and a secret id of it " +
  "that has neither expired nor been used up: Vault does not say which is wrong; compare the role id, and make a new secret id";

test("1 logs in and reads the pinned version", async () => {
  expect(await readPassphrase(source)).toBe(passphrase);
  const { secretId, ...vault } = source;
  expect(await vaultFact(vault, secretId, 2000)).toEqual({ address: bao.address, secret: "secret/ballast, version 1", state: "readable" });
});

test("2 a wrong role id", async () => {
  expect(await problemOf({ roleId: "00000000-0000-4000-8000-000000000000" })).toMatchObject({ message: refusedLogin });
});

test("3 a wrong secret id", async () => {
  expect(await problemOf({ secretId: "canary-of-a-secret-id" })).toMatchObject({ message: refusedLogin });
});

test("4 a secret id that has expired", async () => {
  const secretId = await bao.secretId("ballast", { ttl: "1s" });
  expect(await readPassphrase({ ...source, secretId })).toBe(passphrase);
  await seconds(1.5);
  expect(await problemOf({ secretId })).toMatchObject({ problem: "login-refused", message: refusedLogin });
});

test("5 a secret id that is used up", async () => {
  const secretId = await bao.secretId("ballast", { num_uses: 1 });
  expect(await readPassphrase({ ...source, secretId })).toBe(passphrase);
  expect(await problemOf({ secretId })).toMatchObject({ problem: "login-refused", message: refusedLogin });
});

test("6 a token is renewed for as long as somebody works with it", async () => {
  const role = await shortLived("renewed", { token_ttl: "2s", token_max_ttl: "60s" });
  expect(await working(role, 5)).toBe(200);
});

test("7 a token that cannot be renewed any further", async () => {
  const role = await shortLived("limited", { token_ttl: "2s", token_max_ttl: "3s" });
  await expect(working(role, 5)).rejects.toThrow(new VaultError("token-expired", "permission denied (HTTP 403)"));
  expect(new VaultError("token-expired", "permission denied (HTTP 403)").message).toBe(
    "Vault's token expired while it was needed: got permission denied (HTTP 403); allowed is a token_max_ttl of the role that is longer than the work; raise it",
  );
});

test("8 the policy denies the path", async () => {
  expect((await problemOf({ path: "others" })).message).toBe(
    "Vault's policy does not let the role read the secret: got 1 error occurred: * permission denied for secret/data/others; " +
      "allowed is a policy with the capability read, and a mount that exists; add the path to a policy of the role, or correct mount and path",
  );
});

test("9 the secret is missing", async () => {
  expect((await problemOf({ path: "nothing" })).message).toBe(
    "Vault has no such secret: got nothing at secret/nothing (HTTP 404); allowed is a secret of a KV version 2 engine; " +
      "write it, or correct ballast:postgres.backup.vault.path",
  );
});

test.each([
  ["missing", "password", "no password among its fields (count, passphrase)"],
  ["no text", "count", "count, which is no text"],
])("10 the field is %s", async (_what, field, got) => {
  expect((await problemOf({ field })).message).toBe(
    `Vault's secret has no such field: got secret/ballast, version 1: ${got}; allowed is a field whose value is text; ` +
      "correct ballast:postgres.backup.vault.field",
  );
});

test("11 the pinned version is deleted", async () => {
  expect((await problemOf({ version: versions.deleted })).message).toMatch(
    /^the pinned version of Vault's secret is deleted: got secret\/ballast, version 2, deleted \d{4}-[^ ]+Z; allowed is a version that is there; undelete it: bao kv undelete$/,
  );
});

test("12 the pinned version is destroyed, or never was", async () => {
  expect((await problemOf({ version: versions.destroyed })).message).toBe(
    "the pinned version of Vault's secret is destroyed: got secret/ballast, version 3; allowed is a version that is there; " +
      "write the passphrase again and pin that version: docs/vault.md",
  );
  expect((await problemOf({ version: 9 })).message).toBe(
    "Vault's secret has no such version: got secret/ballast, version 9, and the newest is 4; allowed is a version that exists; " +
      "correct ballast:postgres.backup.vault.version",
  );
});

test("13 a sealed server", async () => {
  await bao.seal();
  try {
    expect((await problemOf({})).message).toBe(
      `Vault is sealed: got ${bao.address}; allowed is an unsealed server; unseal it: bao operator unseal`,
    );
  } finally {
    await bao.unseal();
  }
});

test("14 nobody listens there", async () => {
  const address = `https://127.0.0.1:${await freePort()}`;
  expect((await problemOf({ address })).message).toBe(
    `Vault cannot be reached: got ECONNREFUSED from ${address}; allowed is a server that answers HTTPS there; ` +
      "start it, or correct ballast:postgres.backup.vault.address",
  );
});

test("15 a certificate that nobody trusts, and one for another name", async () => {
  const message = (code: string, address: string) =>
    `Vault's certificate is not trusted: got ${code} from ${address}; allowed is one for this address from an authority that is trusted here; ` +
    "give the authority in ballast:postgres.backup.vault.caCertificate";
  expect((await problemOf({ caCertificate: undefined })).message).toBe(message("UNABLE_TO_VERIFY_LEAF_SIGNATURE", bao.address));
  const address = bao.address.replace("127.0.0.1", "localhost");
  expect((await problemOf({ address })).message).toBe(message("ERR_TLS_CERT_ALTNAME_INVALID", address));
});

test("16 a wrapped secret id opens once, and a preview leaves it alone", async () => {
  const wrapped = { secretId: await bao.wrappedSecretId("ballast"), secretIdWrapped: true };
  const { secretId, ...vault } = { ...source, ...wrapped };
  expect(await vaultFact(vault, secretId, 2000)).toMatchObject({
    state: "untried",
    reason: "a wrapped secret id opens once; `pulumi up` does",
  });
  expect(await readPassphrase({ ...source, ...wrapped })).toBe(passphrase);
  expect((await problemOf(wrapped, false)).message).toBe(
    "Vault did not unwrap the secret id: got wrapping token is not valid or does not exist (HTTP 400); " +
      "allowed is a wrapping token that nobody has used, within its time to live; find out who used it if it was not you, and wrap a new one",
  );
});

test("17 a secret id that is bound to other addresses", async () => {
  expect((await problemOf({ secretId: await bao.secretId("ballast", { cidr_list: ["10.0.0.0/8"] }) })).message).toBe(
    'Vault refused the login from this address: got source address "127.0.0.1" unauthorized through CIDR restrictions on the secret ID (HTTP 400); ' +
      "allowed is an address in the secret id's or the role's CIDR list; run this from there, or make a secret id for this address",
  );
});

test("18 its token is revoked after use, and after an error", async () => {
  const before = await bao.tokens();
  await readPassphrase(source);
  await problemOf({ path: "others" });
  expect(await bao.tokens()).toEqual(before);
});

test("18b a token that may not revoke itself: somebody is told", async () => {
  const warned = jest.spyOn(console, "error").mockImplementation();
  const role = await shortLived("unrevoked", { token_no_default_policy: true, token_ttl: "5s" });
  expect(await readPassphrase({ ...source, ...role })).toBe(passphrase);
  expect(warned.mock.calls).toEqual([
    [
      expect.stringMatching(
        /^warning: Vault's token was not revoked \(.*permission denied\) and ends by itself within 5 s; see docs\/vault.md$/,
      ),
    ],
  ]);
  warned.mockRestore();
});

test("19 a namespace or a mount that is another", async () => {
  expect((await problemOf({ namespace: "nowhere" })).message).toBe(
    "Vault has no such namespace: got nowhere: namespace not found; allowed is one that exists; " +
      "correct ballast:postgres.backup.vault.namespace",
  );
  expect(await problemOf({ namespace: "team" })).toMatchObject({ problem: "login-refused", got: "permission denied (HTTP 403)" });
  expect((await problemOf({ mount: "elsewhere" })).message).toBe(
    "Vault has no KV version 2 engine there: got nothing mounted at elsewhere; allowed is the path of a KV version 2 mount; " +
      "correct ballast:postgres.backup.vault.mount",
  );
  expect(await problemOf({ mount: "versionless" })).toMatchObject({
    problem: "mount-missing",
    got: "a secret without versions for versionless/ballast, version 1",
  });
  expect(await problemOf({ mount: "denied" })).toMatchObject({ problem: "denied" });
});

test.each([
  ["19 characters", "a".repeat(19)],
  ["two lines", `${"a".repeat(20)}\nrepo1-path=/tmp`],
  ["a space at its end", `${"a".repeat(20)} `],
  ["letters of other alphabets", "ß".repeat(20)],
])("20 a passphrase of %s is refused, and not shown", async (_what, value) => {
  await bao.write("weak", { passphrase: value });
  const { version } = (await bao.ask("GET", "secret/data/weak")).data?.["metadata"] as { version: number };
  const { message } = await problemOf({ path: "weak", version });
  expect(message).toBe(
    `the passphrase in Vault is not good enough: got field passphrase of secret/weak, version ${version}; ` +
      "allowed is 20 or more printable ASCII characters on one line, with no space at its ends; write a better one and pin its version",
  );
});

test("without the secret id the server is looked at, and the login not called good", async () => {
  expect(await vaultFact(source, undefined, 2000)).toMatchObject({
    state: "untried",
    reason: "the secret id is encrypted here; `pulumi preview` does",
  });
  await bao.seal();
  try {
    expect(await vaultFact(source, undefined, 2000)).toMatchObject({ state: "problem", problem: "sealed", got: bao.address });
  } finally {
    await bao.unseal();
  }
});

async function shortLived(name: string, settings: Record<string, unknown>): Promise<Pick<VaultSource, "roleId" | "secretId">> {
  const roleId = await bao.role(name, { token_policies: ["ballast"], ...settings });
  return { roleId, secretId: await bao.secretId(name) };
}

/** @returns the status of a request after that many seconds with one token */
async function working(role: Pick<VaultSource, "roleId" | "secretId">, duration: number): Promise<number> {
  const server = new VaultServer(source, 2000);
  try {
    return await withSession(server, role, async (session: Session) => {
      await seconds(duration);
      return (await session.get("secret/data/ballast?version=1")).status;
    });
  } finally {
    await server.close();
  }
}

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));
