/** index.ts with the passphrase in Vault, under mocks (BR8). Does NOT prove: that it can be read; test/engine/vault-secret.test.ts does. */
import { ofType, one, runProgram } from "./program";
import type { Asked } from "./record";

const secretId = "canary-of-the-secret-id";
const vault = { address: "https://vault.example:8200", path: "ballast", field: "passphrase", version: 2, roleId: "a role" };
const complete = { ...vault, mount: "secret", secretIdWrapped: false };

let resources: Asked[];

beforeAll(async () => {
  process.env.PULUMI_CONFIG_SECRET_KEYS = '["ballast:vaultSecretId"]';
  ({ resources } = await runProgram({ postgres: { backup: { vault } }, vaultSecretId: secretId }));
}, 120_000);

test("the archive's key is one of Vault, protected, with both secrets marked; none is generated", () => {
  const key = one(resources, "VaultSecret", "postgres-archive-key");
  expect(key.inputs).toMatchObject(complete);
  expect(key.secretInputs).toEqual(["secretId"]);
  expect(key.additionalSecretOutputs).toEqual(["value", "secretId"]);
  expect(key.protect).toBe(true);
  expect(key.parent).toBe("Postgres::postgres");
  expect(ofType(resources, "GeneratedSecret").map(({ name }) => name)).not.toContain("postgres-archive-key");
});

test("the preflight gets the secret id as a secret of its own, and nobody else gets it", () => {
  const preflight = one(resources, "Preflight", "preflight");
  expect(preflight.inputs.vault).toEqual(complete);
  expect(preflight.secretInputs).toEqual(["vaultSecretId"]);
  const others = resources.filter(({ type }) => type !== "Preflight" && type !== "VaultSecret");
  expect(JSON.stringify(others)).not.toContain(secretId);
});

test("the code that goes into the state is small, and holds no secret and no folder of this machine", () => {
  for (const [type, name] of [
    ["VaultSecret", "postgres-archive-key"],
    ["Preflight", "preflight"],
  ] as const) {
    const text = one(resources, type, name).inputs.__provider as string;
    expect(text.length).toBeLessThan(8000);
    expect(text).not.toContain(secretId);
    expect(text).not.toContain(process.cwd());
  }
});
