/**
 * What the object store asks of its platform, and what Postgres does with a bucket (BR9).
 * Does NOT prove: that it serves, or that anything can be restored from it; test/docker/object-store.test.ts does.
 */
import type { Bucket } from "../../../components/object-store/bucket";
import { canary, record } from "../stack/record";
import { FakePlatform, type Call } from "../stack/fake-platform";

/** Of a stack with a volume and its own store, with the store alone, and with a bucket outside alone. */
let both: Call[];
let alone: Call[];
let outside: Call[];
let unmarked: string[];
let facts: unknown;

beforeAll(async () => {
  const { result } = await record({}, async () => {
    const pulumi = await import("@pulumi/pulumi");
    const { Backup } = await import("../../../components/backup/backup");
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { ObjectStore } = await import("../../../components/object-store/object-store");
    const { Postgres } = await import("../../../components/postgres/postgres");
    const resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "256Mi" } } as const;
    let count = 0;

    const stackWith = (localRepository: boolean, other?: Bucket) => {
      const platform = new FakePlatform();
      const suffix = count++ === 0 ? "" : `-${count}`;
      const validity = { commonName: "test", protect: true, lifetimeDays: 90, renewBeforeDays: 30 };
      const authority = new CertificateAuthority(`certificates${suffix}`, platform, validity);
      const store = new ObjectStore(`object-store${suffix}`, platform, { resources, storage: "5Gi", authority, protect: true });
      const postgres = new Postgres(`postgres${suffix}`, platform, {
        ...{ resources, storage: "10Gi", maxConnections: 50, protect: true, secretVersion: 1, clients: [] },
        authority,
        localRepository,
        objectStorage: { ...(other ?? store.bucket), folder: "ballast-test" },
      });
      new Backup(`backup${suffix}`, platform, {
        schedules: { full: "0 2 * * 0" },
        retention: { days: 7, fullBackups: 1 },
        source: postgres.backupSource,
        configuration: () => ({
          ...{ project: "ballast", stack: "dev", contractVersion: 1, config: {}, secretConfig: [], images: {} },
          authority: authority.pair(),
          credentials: postgres.credentials(),
          signingKeys: postgres.signingKeys(),
        }),
      });
      return { platform, postgres, store };
    };
    const first = stackWith(true);
    const second = stackWith(false);
    const third = stackWith(false, {
      ...{ endpoint: "s3.example.com", port: 443, bucket: "shop", region: "eu-central-1", uriStyle: "host", keyId: "AKIA1" },
      secretKey: pulumi.secret("canary-of-the-key."),
      trust: { certificate: "PEM" },
    });
    return {
      both: first.platform.calls,
      alone: second.platform.calls,
      outside: third.platform.calls,
      unmarked: await first.platform.unmarkedSecrets(),
      facts: [first.postgres.recovery.archive, second.postgres.recovery.archive?.volumes, first.store.credentials("postgres")],
    };
  });
  ({ both, alone, outside, unmarked, facts } = result);
}, 60_000);

const called = (calls: Call[], kind: string, start: string) =>
  calls.find(({ kind: one, name }) => one === kind && name.startsWith(start))?.args as Record<string, never> & {
    files: Record<string, string>;
  };
const key = canary("object-store-backups-key");

test("one server on a protected volume, whose key is a file, ready when the bucket is there", () => {
  expect(called(both, "volume", "object-store-data")).toEqual({ size: "5Gi", protect: true });
  expect(called(both, "workload", "object-store")).toMatchObject({
    image: { build: "images/object-store" },
    command: ["object-store-start", "backups"],
    secrets: { backups: key },
    mounts: [
      { volume: { name: "object-store-data" }, path: "/data" },
      { volume: { name: "object-store-certificate" }, path: "/run/certificates", readOnly: true },
    ],
    ports: { s3: { port: 7070 } },
    probes: { readiness: { check: { command: ["bash", "-c", "[ -e /tmp/ready ] && : </dev/tcp/127.0.0.1/7070"] } } },
    user: 999,
  });
  expect(called(both, "workload", "object-store")).not.toHaveProperty("env");
});

test("Postgres and its jobs are let in to the store, and the key is in one file of each", () => {
  for (const holder of [called(both, "workload", "postgres"), called(both, "scheduledJob", "backup-full")]) {
    expect(holder).toMatchObject({
      egress: false,
      secrets: {
        "pgbackrest.conf": `[global]\nrepo1-cipher-pass=${canary("postgres-archive-key")}\nrepo2-cipher-pass=${canary("postgres-archive-key")}\n`,
        "bucket.conf": `[global]\nrepo2-s3-key=backups\nrepo2-s3-key-secret=${key}\n`,
      },
    });
    expect(holder.files["pgbackrest.conf"]).toContain("repo2-storage-ca-file=/run/certificates/ca.crt\n");
    expect(JSON.stringify([holder.files, holder["env"]])).not.toContain("canary-of-");
  }
  expect(called(both, "workload", "postgres")["needs"]).toEqual(["object-store"]);
  expect(called(both, "scheduledJob", "backup-full")).toMatchObject({
    needs: ["postgres", "object-store"],
    env: { BACKUP_REPOSITORIES: "1:volume 2:s3" },
  });
  expect(unmarked).toEqual([]);
});

test("the bucket alone: no repository on a volume, and the jobs share a small one for their lock", () => {
  expect(alone.filter(({ kind }) => kind === "volume").map(({ name, args }) => [name, args["size"]])).toEqual([
    ["object-store-2-data", "5Gi"],
    ["postgres-2-data", "10Gi"],
    ["postgres-2-backup-lock", "16Mi"],
    ["postgres-2-evidence", "1Gi"],
  ]);
  expect(called(alone, "workload", "postgres")).toMatchObject({
    mounts: [{ path: "/pgdata" }, { path: "/run/certificates" }],
  });
  expect(called(alone, "scheduledJob", "backup")).toMatchObject({
    mounts: [
      { volume: { name: "postgres-2-backup-lock" }, path: "/repository" },
      { volume: { name: "postgres-2-evidence" }, path: "/evidence", readOnly: true },
      { path: "/run/certificates" },
      { path: "/run/configuration" },
    ],
    env: { BACKUP_REPOSITORIES: "1:s3" },
  });
  expect(called(alone, "workload", "postgres").files["pgbackrest.conf"]).toContain("repo1-type=s3\n");
});

test("a bucket outside: a way out for those who use it, and trust in the given authority alone", () => {
  for (const holder of [called(outside, "workload", "postgres"), called(outside, "scheduledJob", "backup")]) {
    expect(holder).toMatchObject({ egress: true, files: { "bucket-ca.crt": "PEM" } });
    expect(holder.files["pgbackrest.conf"]).toContain("repo1-storage-ca-file=/run/config/bucket-ca.crt\n");
    expect(holder["secrets"]).toMatchObject({
      "bucket.conf": "[global]\nrepo1-s3-key=AKIA1\nrepo1-s3-key-secret=canary-of-the-key.\n",
    });
  }
});

test("says where everything is, and whose the key is", () => {
  expect(facts).toMatchObject([
    {
      volumes: ["postgres-repository", "object-store-data"],
      repositories: [
        { number: 1, type: "volume", volume: "postgres-repository" },
        { number: 2, type: "s3", endpoint: "object-store:7070", bucket: "backups", folder: "ballast-test" },
      ],
    },
    ["object-store-2-data"],
    [
      {
        name: "object-store-backups-key",
        facts: { purpose: "application", store: "object-store", owner: "postgres", login: "backups", version: 1 },
      },
    ],
  ]);
});
