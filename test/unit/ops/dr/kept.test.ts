import { newConfig, requireRecoverable, restoredFrom, snapshotIdentity, type Kept } from "../../../../ops/dr/kept";

/** The configuration of a stack that is made anew (DR1). Does NOT prove: that Pulumi takes it; test/docker/disaster.test.ts does. */

const label = "20260125-020009F";
const kept = (config: Record<string, unknown>, secretConfig: string[] = []): Kept => ({
  project: "ballast",
  stack: "prod",
  config,
  secretConfig,
  authority: { certificate: "PEM", key: "KEY" },
  credentials: {
    "postgres-archive-key": { value: "passphrase", purpose: "encryption", store: "postgres" },
    "postgres-notes-password": { value: "password", purpose: "login", store: "postgres" },
    "redis-backup-key": { value: "identity", purpose: "encryption", store: "redis" },
  },
  signingKeys: { "postgres-evidence-key": "sign" },
});
const from = { backup: label };
const postgresOf = (config: Record<string, unknown>) => newConfig(kept(config), from).plain["ballast:postgres"];
const redisOf = (config: Record<string, unknown>, snapshot?: string) =>
  newConfig(kept(config), { ...from, ...(snapshot !== undefined && { snapshot }) }).plain["ballast:redis"];

test("what was configured stays, and Postgres runs on what is restored from the backup", () => {
  const config = { "ballast:postgres": { storage: "4Gi", backup: { retentionDays: 3 } }, "ballast:protectData": true };
  expect(newConfig(kept(config), from).plain).toEqual({
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
  const { plain, secret } = newConfig(kept({ "ballast:hostTuningKey": "007\n" }, ["ballast:hostTuningKey"]), from);
  expect(Object.keys(plain)).toEqual(["ballast:postgres"]);
  expect(secret).toEqual({ "ballast:hostTuningKey": "007\n" });
});

test("credentials, signing keys and the authority are handed over by the names of their resources", () => {
  expect(newConfig(kept({}), from).recovered).toEqual({
    secrets: {
      "postgres-archive-key": "passphrase",
      "postgres-notes-password": "password",
      "redis-backup-key": "identity",
      "postgres-evidence-key": "sign",
    },
    authority: { certificate: "PEM", key: "KEY" },
    lastTransactionAt: null,
  });
});

test("when the newest transaction was is remembered for a run that goes on", () => {
  const at = "2026-01-25T02:05:00.000Z";
  expect(newConfig(kept({}), from, at).recovered.lastTransactionAt).toBe(at);
});

describe("Redis", () => {
  const snapshot = "20260125T020000Z";

  test("begins from the snapshot, on a generation that no volume was called by", () => {
    expect(redisOf({}, snapshot)).toEqual({ recovery: { generation: 2, restores: { "2": { snapshot } } } });
    const recovery = { generation: 3, restores: { "2": { snapshot: "a" }, "3": { snapshot: "b" } } };
    expect(redisOf({ "ballast:redis": { storage: "2Gi", recovery } }, snapshot)).toEqual({
      storage: "2Gi",
      recovery: { generation: 4, restores: { "4": { snapshot } } },
    });
  });

  test("without one it begins empty, also where it ran on what was restored", () => {
    expect(redisOf({ "ballast:redis": { storage: "2Gi", recovery: { generation: 2, restores: { "2": { snapshot } } } } })).toEqual({
      storage: "2Gi",
    });
    expect(redisOf({})).toBeUndefined();
  });

  test("has one key that opens its snapshots, which is not that of another store", () => {
    expect(snapshotIdentity(kept({}))).toBe("identity");
    expect(
      snapshotIdentity({ ...kept({}), credentials: { other: { value: "v", purpose: "encryption", store: "postgres" } } }),
    ).toBeUndefined();
  });
});

test("a configuration tells what it restores, so that an interrupted recovery goes on with that", () => {
  const all = { backup: label, snapshot: "20260125T020000Z" };
  expect(restoredFrom(newConfig(kept({}), all).plain)).toEqual(all);
  expect(restoredFrom(newConfig(kept({}), from).plain)).toEqual(from);
  expect(restoredFrom({})).toBeUndefined();
});

test("a stack without a repository in a volume is refused, and the error says what to do instead", () => {
  const config = { "ballast:postgres": { backup: { localRepository: false } } };
  expect(() => requireRecoverable(kept(config))).toThrow(/got localRepository false.*\nFix: /);
});

test.each(["docker", "kubernetes"])("one on %s with its repository in a volume is taken", (platform) => {
  expect(() => requireRecoverable(kept({ "ballast:platform": platform, "ballast:postgres": {} }))).not.toThrow();
});
