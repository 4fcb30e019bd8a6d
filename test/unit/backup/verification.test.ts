/**
 * What a verification asks of its platform. Does NOT prove: that it restores anything; test/docker proves that.
 */
import { publicKeyOf } from "../../../services/drill/src/evidence/signature";
import { FakePlatform, type Call } from "../stack/fake-platform";
import { canary, record } from "../stack/record";
import { limitsOf } from "../../../components/backup/verification";

const recorded = async (onUp: boolean): Promise<{ calls: Call[]; facts: Record<string, unknown> }> => {
  const { result } = await record({}, async () => {
    const { BackupVerification } = await import("../../../components/backup/verification");
    const { Backup } = await import("../../../components/backup/backup");
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { Postgres } = await import("../../../components/postgres/postgres");
    const pulumi = await import("@pulumi/pulumi");
    const platform = new FakePlatform();
    const authority = new CertificateAuthority("certificates", platform, {
      commonName: "test",
      protect: true,
      lifetimeDays: 90,
      renewBeforeDays: 30,
    });
    const postgres = new Postgres("postgres", platform, {
      resources: { requests: { cpu: "200m", memory: "256Mi" }, limits: { cpu: "1000m", memory: "1Gi" } },
      storage: "10Gi",
      maxConnections: 50,
      protect: true,
      secretVersion: 1,
      authority,
      clients: [],
    });
    const source = postgres.backupSource;
    const configuration = () => ({
      ...{ project: "ballast", stack: "dev", contractVersion: 1, config: {}, secretConfig: [], images: {} },
      authority: authority.pair(),
      credentials: postgres.credentials(),
      signingKeys: postgres.signingKeys(),
    });
    const { facts } = new BackupVerification("postgres-verification", platform, {
      schedule: "0 4 * * *",
      onUp,
      recoveryTimeMinutes: 45,
      schedules: { full: "0 2 * * 0", incremental: "0 */6 * * *" },
      protect: true,
      source,
      backup: new Backup("postgres-backup", platform, { schedules: {}, retention: { days: 30, fullBackups: 1 }, source, configuration }),
    });
    const publicKey = await new Promise((resolve) => pulumi.output(facts.publicKey).apply(resolve));
    return { calls: platform.calls, facts: { ...facts, publicKey } };
  });
  return result;
};

describe("by the clock alone", () => {
  let calls: Call[];
  let facts: Record<string, unknown>;
  beforeAll(async () => ({ calls, facts } = await recorded(false)), 60_000);

  test("one job has all it needs, a repository that it cannot change, and no service within reach (BR3)", () => {
    const made = calls.filter(({ name }) => name.startsWith("postgres-verification"));
    expect(made.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "volume postgres-verification-copy",
      "scheduledJob postgres-verification",
    ]);
    expect(made[0]?.args).toEqual({ size: "10Gi", protect: true });
    expect(made[1]?.args).toMatchObject({
      command: ["drill", "verify"],
      schedule: "0 4 * * *",
      mounts: [
        { volume: { name: "postgres-repository" }, path: "/repository", readOnly: true },
        { volume: { name: "postgres-evidence" }, path: "/evidence" },
        { volume: { name: "postgres-verification-copy" }, path: "/copy" },
      ],
      secrets: {
        "pgbackrest.conf": `[global]\nrepo1-cipher-pass=${canary("postgres-archive-key")}\n`,
        "evidence-key": canary("postgres-evidence-key"),
      },
    });
    expect([made[1]?.args.needs, made[1]?.args.egress]).toEqual([[], false]);
  });

  test("is told what to hold the backup to (BR11)", () => {
    expect(calls.find(({ kind, name }) => kind === "scheduledJob" && name === "postgres-verification")?.args.env).toMatchObject({
      LIMIT_BACKUP_AGE_SECONDS: String((6 + 2) * 3600),
      LIMIT_RECOVERY_SECONDS: String(45 * 60),
      LIMIT_LOST_SECONDS: "300",
    });
  });

  test("says what its evidence is checked with, and not what it is signed with", () => {
    expect(facts).toEqual({
      service: "postgres-verification",
      schedule: "0 4 * * *",
      volumes: ["postgres-evidence", "postgres-verification-copy"],
      publicKey: publicKeyOf(canary("postgres-evidence-key")),
    });
    expect(facts["publicKey"]).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });
});

test("within a deployment too: a first backup where there is none, and then the same verification", async () => {
  const { calls } = await recorded(true);
  const jobs = calls.filter(({ kind, name }) => kind === "job" && name.startsWith("postgres-verification"));
  expect(jobs.map(({ name, args }) => [name, args.command, args.timeout])).toEqual([
    ["postgres-verification-first-backup", ["drill", "backup", "full", "--if-none"], 14_400],
    ["postgres-verification-now", ["drill", "verify"], 14_400],
  ]);
  const scheduled = calls.find(({ kind, name }) => kind === "scheduledJob" && name === "postgres-verification");
  const { schedule, ...same } = scheduled?.args ?? {};
  expect(schedule).toBe("0 4 * * *");
  expect(jobs[1]?.args).toEqual({ ...same, timeout: 14_400 });
}, 60_000);

test("a daily backup may be 26 hours old (BR7)", () => {
  const schedules = { full: "0 2 * * 0", differential: "0 2 * * 1-6" };
  expect(limitsOf({ schedules, recoveryTimeMinutes: 30 })).toEqual({ backupAgeSeconds: 26 * 3600, recoverySeconds: 1800 });
});
