/** Where the values of rendered Secrets come from. */
import { X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exit } from "../../../../ops/exit";
import { placeholders, SecretsFile } from "../../../../ops/render/generator";

const folder = mkdtempSync(join(tmpdir(), "ballast-generator-"));
const path = join(folder, "secrets.json");
beforeEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const dynamic = (type: string) => `pulumi-nodejs:dynamic/ballast:${type}`;
type Pair = { certificate: string; key: string };

async function password(version: number): Promise<string> {
  const file = new SecretsFile(path);
  const { value } = await file.make(dynamic("GeneratedSecret"), "password", { length: 32, version });
  file.save();
  return value as string;
}

async function certificate(hosts: string[], renewBeforeDays = 30): Promise<{ authority: Pair; leaf: Pair }> {
  const file = new SecretsFile(path);
  const validity = { lifetimeDays: 90, renewBeforeDays };
  const authorityArgs = { commonName: "test", lifetimeDays: 3650, renewBeforeDays: 365 };
  const authority = (await file.make(dynamic("AuthorityCertificate"), "authority", authorityArgs)) as unknown as Pair;
  const leafArgs = { hosts, ...validity, authorityCertificate: authority.certificate, authorityKey: authority.key };
  const leaf = (await file.make(dynamic("LeafCertificate"), "leaf", leafArgs)) as unknown as Pair;
  file.save();
  return { authority, leaf };
}

test("a password stays the same until its version is raised", async () => {
  const first = await password(1);
  expect(first).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(await password(1)).toBe(first);
  expect(await password(2)).not.toBe(first);
});

test("a certificate is one of the authority, and stays until it has other names or nears its end", async () => {
  const { authority, leaf } = await certificate(["shop"]);
  expect(new X509Certificate(leaf.certificate).verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect((await certificate(["shop"])).leaf).toEqual(leaf);
  const renamed = (await certificate(["shop", "shop.example"])).leaf;
  expect(new X509Certificate(renamed.certificate).subjectAltName).toBe("DNS:shop, DNS:shop.example");
  const renewed = await certificate(["shop", "shop.example"], 91);
  expect(renewed.leaf.certificate).not.toBe(renamed.certificate);
  expect(renewed.authority).toEqual(authority);
});

test("only its owner reads the file", async () => {
  await password(1);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(existsSync(`${path}.new`)).toBe(false);
});

test.each(["no JSON", "[]", '{"password": "plain"}'])("a file of another kind (%s) is refused, and not changed", (text) => {
  writeFileSync(path, text);
  expect(() => new SecretsFile(path)).toThrow(expect.objectContaining({ exitCode: exit.usage }) as Error);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("placeholders are the same for every run, and another version is another text", async () => {
  const make = (version: number) => placeholders.make(dynamic("GeneratedSecret"), "password", { length: 32, version });
  expect(await make(1)).toEqual(await make(1));
  expect((await make(2))["value"]).toBe("<password, version 2>");
});

test("a passphrase that is in Vault cannot be kept in the file, and is a text without one", async () => {
  const make = () => new SecretsFile(path).make(dynamic("VaultSecret"), "key", { version: 3 });
  await expect(make()).rejects.toThrow("--secrets: got a passphrase that is in Vault, allowed are generated ones");
  expect((await placeholders.make(dynamic("VaultSecret"), "key", { version: 3 }))["value"]).toBe("<key, version 3>");
});
