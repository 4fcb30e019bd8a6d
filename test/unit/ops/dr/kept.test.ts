import { newConfig, requireRecoverable, type Kept } from "../../../../ops/dr/kept";

/** The configuration of a stack that is made anew (DR1). Does NOT prove: that Pulumi takes it; test/docker/disaster.test.ts does. */

const label = "20260125-020009F";
const kept = (config: Record<string, unknown>, secretConfig: string[] = []): Kept => ({
  project: "ballast",
  stack: "prod",
  config,
  secretConfig,
  authority: { certificate: "PEM", key: "KEY" },
  credentials: { "postgres-archive-key": { value: "passphrase" }, "postgres-notes-password": { value: "password" } },
  signingKeys: { "postgres-evidence-key": "sign" },
});
const postgresOf = (config: Record<string, unknown>) => newConfig(kept(config), label).plain["ballast:postgres"];

test("what was configured stays, and Postgres runs on what is restored from the backup", () => {
  const config = { "ballast:postgres": { storage: "4Gi", backup: { retentionDays: 3 } }, "ballast:protectData": true };
  expect(newConfig(kept(config), label).plain).toEqual({
    "ballast:postgres": {
      storage: "4Gi",
      backup: { retentionDays: 3 },
      recovery: { generation: 2, restores: { "2": { repository: 1, label, target: "latest" } } },
    },
    "ballast:protectData": true,
  });
});

test("a stack that left Postgres to its defaults gets the recovery alone", () => {
  expect(postgresOf({})).toEqual({ recovery: { generation: 2, restores: { "2": { repository: 1, label, target: "latest" } } } });
});

test.each([
  [{ generation: 2, restores: { "2": { label: "20200101-000000F" } } }, 3],
  [{ generation: 1, restores: { "4": { label: "20200101-000000F" } } }, 5],
  [{ generation: 7, restores: { "7": { label: "20200101-000000F" }, "10": { label: "20200101-000000F" } } }, 11],
])("after the recovery %j it takes a generation that no volume was called by, and forgets the others", (recovery, generation) => {
  expect(postgresOf({ "ballast:postgres": { recovery } })).toEqual({
    recovery: { generation, restores: { [generation]: { repository: 1, label, target: "latest" } } },
  });
});

test("a verification within `up` waits until the end; nothing else of the backups changes", () => {
  const backup = { retentionDays: 3, verification: { onUp: true, schedule: "0 5 * * *" } };
  expect(postgresOf({ "ballast:postgres": { backup } })).toMatchObject({
    backup: { retentionDays: 3, verification: { onUp: false, schedule: "0 5 * * *" } },
  });
});

test("a secret is never among what is plain, and is kept to the letter (SE1)", () => {
  const { plain, secret } = newConfig(kept({ "ballast:hostTuningKey": "007\n" }, ["ballast:hostTuningKey"]), label);
  expect(Object.keys(plain)).toEqual(["ballast:postgres"]);
  expect(secret).toEqual({ "ballast:hostTuningKey": "007\n" });
});

test("credentials, signing keys and the authority are handed over by the names of their resources", () => {
  expect(newConfig(kept({}), label).recovered).toEqual({
    secrets: { "postgres-archive-key": "passphrase", "postgres-notes-password": "password", "postgres-evidence-key": "sign" },
    authority: { certificate: "PEM", key: "KEY" },
  });
});

test.each([
  [{ "ballast:platform": "kubernetes" }, 'got platform "kubernetes"'],
  [{ "ballast:postgres": { backup: { localRepository: false } } }, "got localRepository false"],
])("a configuration %j is refused, and the error says what to do instead", (config, got) => {
  expect(() => requireRecoverable(kept(config))).toThrow(got);
  expect(() => requireRecoverable(kept(config))).toThrow(/Fix: /);
});

test("one on Docker with its repository in a volume is taken", () => {
  expect(() => requireRecoverable(kept({ "ballast:platform": "docker", "ballast:postgres": {} }))).not.toThrow();
});
