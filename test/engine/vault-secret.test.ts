/** BR8: a passphrase from a real OpenBao server, kept by the real engine, and what protects a repository from another one. */
import { join } from "node:path";
import { canariesIn } from "../support/canaries";
import { devConfig, smallPostgres } from "../support/dev-config";
import { OpenBao } from "../support/openbao";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

jest.setTimeout(180_000);

const passphrase = "canary-Correct-horse-1-battery-staple";
const stack = new TestStack(join(__dirname, "programs/vault"), "ballast");

let bao: OpenBao;
let vault: Record<string, unknown>;
let secretId: string;

beforeAll(async () => {
  bao = await OpenBao.start();
  await bao.ask("PUT", "sys/policies/acl/ballast", { policy: 'path "secret/data/ballast" { capabilities = ["read"] }' });
  await bao.write("ballast", { passphrase });
  await bao.write("ballast", { passphrase: "another-Passphrase-2-of-many-characters" });
  const roleId = await bao.role("ballast", { token_policies: ["ballast"], token_ttl: "60s" });
  secretId = await bao.secretId("ballast");
  vault = { address: bao.address, caCertificate: bao.authority, mount: "secret", path: "ballast", field: "passphrase", version: 1, roleId };
  await stack.create({});
}, 120_000);
afterAll(async () => {
  await stack.destroy();
  await bao.stop();
});

async function configure(change: Record<string, unknown> = {}): Promise<void> {
  stack.configure({ vault: { ...vault, ...change }, vaultSecretId: await stack.secret(secretId) });
}

/** Standard output and error of a command that fails. */
async function failing(...args: string[]): Promise<string> {
  const { code, output } = await stack.pulumi(...args);
  expect(code).not.toBe(0);
  return output;
}

const mismatch = (version: number) =>
  "the passphrase in Vault is not the one that the backup repository is encrypted with: " +
  `got another one in secret/ballast, version ${version}`;

test("a generated passphrase is not exchanged for another; the same one moves to Vault without a change", async () => {
  stack.configure({});
  await stack.must("up", "--yes", "--skip-preview");
  const generated = await stack.must("stack", "output", "passphrase", "--show-secrets");
  await configure();
  expect(await failing("preview")).toContain(mismatch(1));
  expect(await failing("up", "--yes", "--skip-preview")).toContain(mismatch(1));
  expect(await stack.must("stack", "output", "passphrase", "--show-secrets")).toBe(generated);

  await bao.write("ballast", { passphrase: generated.trim() });
  await configure({ version: 3 });
  await stack.must("up", "--yes", "--skip-preview");
  expect(await stack.must("stack", "output", "passphrase", "--show-secrets")).toBe(generated);
  await stack.must("preview", "--expect-no-changes");
  await stack.must("destroy", "--yes", "--skip-preview");
});

test("up reads it, a preview after it is empty, and no secret is in the exported state", async () => {
  await configure();
  expect(await stack.must("preview")).not.toContain(passphrase);
  await stack.must("up", "--yes", "--skip-preview");
  await stack.must("preview", "--expect-no-changes");
  expect((await stack.must("stack", "output", "passphrase", "--show-secrets")).trim()).toBe(passphrase);
  expect(canariesIn(await stack.must("stack", "export", "--show-secrets")).map(({ value }) => value)).toEqual(
    expect.arrayContaining([passphrase, secretId]),
  );
  const exported = await stack.export();
  for (const secret of [passphrase, secretId]) expect(exported).not.toContain(secret);
  expect(exported).toContain("pulumi-nodejs:dynamic/ballast:VaultSecret");
});

test("another login is noted without reading anything; another version needs the same passphrase", async () => {
  const before = secretId;
  secretId = await bao.secretId("ballast");
  await configure();
  await bao.seal();
  const { stdout } = await stack.pulumi("up", "--yes", "--skip-preview");
  await bao.unseal();
  expect(stdout).toContain("1 updated");
  expect(await stack.must("stack", "export", "--show-secrets")).not.toContain(before);
  await stack.must("preview", "--expect-no-changes");

  await configure({ version: 2 });
  const output = await failing("preview");
  expect(output).toContain(mismatch(2));
  for (const secret of [passphrase, secretId, "another-Passphrase"]) expect(output).not.toContain(secret);
});

test("a refresh tells when the pinned version is gone", async () => {
  await configure();
  await stack.must("refresh", "--yes", "--skip-preview");
  await stack.must("preview", "--expect-no-changes");
  await bao.ask("POST", "secret/delete/ballast", { versions: [1] });
  const output = await failing("refresh", "--yes", "--skip-preview");
  expect(output).toContain("the pinned version of Vault's secret is deleted: got secret/ballast, version 1, deleted ");
  expect(output).not.toContain(passphrase);
  await stack.must("preview", "--expect-no-changes");
  await bao.ask("POST", "secret/undelete/ballast", { versions: [1] });
});

test("the whole stack: its preview tells what is wrong with Vault, and its secret is in no report", async () => {
  const whole = new TestStack(join(__dirname, "../.."), "ballast");
  await whole.create({});
  try {
    const port = await freePort();
    const backup = (change: Record<string, unknown>) => ({
      postgres: { ...smallPostgres, backup: { ...smallPostgres.backup, vault: { ...vault, ...change } } },
    });
    const vaultSecretId = await whole.secret(secretId);
    whole.configure({ ...devConfig(port), ...backup({}), vaultSecretId });
    const planned = await whole.must("preview", "--json");
    for (const secret of [passphrase, secretId]) expect(planned).not.toContain(secret);
    expect(planned).toContain("dynamic/ballast:VaultSecret::postgres-archive-key");

    whole.configure({ ...devConfig(port), ...backup({ field: "password" }), vaultSecretId });
    const { code, output } = await whole.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("Vault's secret has no such field (vault-field-missing)");
    expect(output).toContain("found:    secret/ballast, version 1: no password among its fields (passphrase)");
    expect(output).toContain("more:     docs/runbooks/preflight/vault-field-missing.md");
    for (const secret of [passphrase, secretId]) expect(output).not.toContain(secret);
  } finally {
    await whole.destroy();
  }
});
