/**
 * What backups of Postgres ask of their platform. Does NOT prove: that a job makes one; test/docker/backup.test.ts does.
 */
import { canary, record } from "../stack/record";
import { FakePlatform, type Call } from "../stack/fake-platform";

let calls: Call[];
let facts: unknown;

beforeAll(async () => {
  const { result } = await record({}, async () => {
    const { Backup } = await import("../../../components/backup/backup");
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { Postgres } = await import("../../../components/postgres/postgres");
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
    const configuration = () => ({
      ...{ project: "ballast", stack: "dev", contractVersion: 1, config: {}, secretConfig: [], images: {} },
      authority: authority.pair(),
      credentials: postgres.credentials(),
      signingKeys: postgres.signingKeys(),
    });
    const schedules = { full: "0 2 * * 0", incremental: "0 * * * *" };
    const retention = { days: 30, fullBackups: 4 };
    const backup = new Backup("postgres-backup", platform, { schedules, retention, source: postgres.backupSource, configuration });
    return { calls: platform.calls, facts: backup.facts };
  });
  ({ calls, facts } = result);
}, 60_000);

test("a job for each type that has a schedule, and for no other (BR1, BR7)", () => {
  const jobs = calls.filter(({ kind }) => kind === "scheduledJob");
  expect(jobs.map(({ name, args }) => [name, args.command, args.schedule, args.needs])).toEqual([
    ["postgres-backup-full", ["drill", "backup", "full"], "0 2 * * 0", ["postgres"]],
    ["postgres-backup-incremental", ["drill", "backup", "incremental"], "0 * * * *", ["postgres"]],
  ]);
});

test("a job has the repository, its certificate and the configuration that it keeps, and not the data", () => {
  const job = calls.find(({ name }) => name === "postgres-backup-full")?.args;
  expect(job).toMatchObject({
    mounts: [
      { volume: { name: "postgres-repository" }, path: "/repository" },
      { volume: { name: "postgres-evidence" }, path: "/evidence", readOnly: true },
      { volume: { name: "postgres-backup-certificate" }, path: "/run/certificates", readOnly: true },
      { volume: { name: "postgres-backup-configuration" }, path: "/run/configuration", readOnly: true },
    ],
    secrets: {
      "pgbackrest.conf": `[global]\nrepo1-cipher-pass=${canary("postgres-archive-key")}\n`,
      "evidence-key": canary("postgres-evidence-key"),
    },
    user: 999,
  });
  expect(job?.env).toMatchObject({ RETENTION_DAYS: "30", RETENTION_FULL_BACKUPS: "4" });
});

test("the server's sidecar reads its data, and can change none of it", () => {
  const { sidecars } = calls.find(({ name }) => name === "postgres")?.args as { sidecars: Record<string, unknown> };
  expect(sidecars).toMatchObject({
    backup: {
      mounts: [
        { volume: { name: "postgres-data" }, path: "/pgdata", readOnly: true },
        { volume: { name: "postgres-backup-certificate" }, path: "/run/certificates", readOnly: true },
      ],
      ports: { backup: { port: 8432 } },
      liveness: { check: { command: ["pgbackrest", "server-ping"] } },
    },
  });
  expect(Object.keys(sidecars)).toEqual(["backup"]);
});

test("says what is scheduled", () => {
  expect(facts).toEqual({
    jobs: {
      full: { service: "postgres-backup-full", schedule: "0 2 * * 0" },
      incremental: { service: "postgres-backup-incremental", schedule: "0 * * * *" },
    },
    retentionDays: 30,
    retentionFullBackups: 4,
  });
});
