/**
 * What dumps and snapshots ask of their platform. Does NOT prove: that a job makes one; test/docker/dumps.test.ts does.
 */
import type { FileBackupSource } from "../../../components/backup/file-backup";
import type { Resources } from "../../../components/platform/workload";
import { canary, record, type Asked } from "../stack/record";
import { FakePlatform, type Call } from "../stack/fake-platform";

let calls: Call[];
let made: { facts: unknown; key: unknown };
let resources: Asked[];

beforeAll(async () => {
  const recorded = await record({}, async () => {
    const { FileBackup } = await import("../../../components/backup/file-backup");
    const platform = new FakePlatform();
    const workload = platform.workload("redis", {} as never);
    const resources: Resources = { requests: { cpu: "1m", memory: "6Mi" }, limits: { cpu: "10m", memory: "16Mi" } };
    const backup = new FileBackup("redis-backup", platform, {
      schedule: "30 2 * * *",
      retentionDays: 14,
      retentionCount: 3,
      storage: "3Gi",
      protect: true,
      store: "redis",
      format: "rdb",
    });
    const source: FileBackupSource = {
      workload,
      container: {
        image: { reference: "redis" },
        command: ["redis-backup"],
        env: { REDIS_HOST: "redis" },
        mounts: [{ volume: platform.fileVolume("redis-certificate", {}), path: "/run/certificates" }],
        resources,
        user: 999,
      },
      ready: workload,
      verification: { command: ["drill", "verify-snapshot"], storage: "2Gi", resources },
    };
    backup.makeFrom(source, platform.volume("evidence", { size: "1Gi", protect: true }));
    return { calls: platform.calls, facts: backup.facts, key: backup.key };
  });
  ({ resources } = recorded);
  ({ calls, ...made } = recorded.result);
}, 60_000);

test("a volume of its own, protected, and one job that writes to it (BR1, BR7)", () => {
  expect(calls.find(({ kind }) => kind === "volume")).toMatchObject({ name: "redis-backups", args: { size: "3Gi", protect: true } });
  expect(calls.find(({ kind }) => kind === "scheduledJob")).toMatchObject({
    name: "redis-backup",
    args: {
      command: ["redis-backup"],
      schedule: "30 2 * * *",
      env: { REDIS_HOST: "redis", RETENTION_DAYS: "14", RETENTION_COUNT: "3" },
      mounts: [
        { volume: { name: "redis-certificate" }, path: "/run/certificates" },
        { volume: { name: "redis-backups" }, path: "/backups" },
        { volume: { name: "evidence" }, path: "/evidence", readOnly: true },
      ],
      needs: ["redis"],
    },
  });
});

test("the job gets the recipient, and nobody the identity, which is protected (BR8)", () => {
  expect(calls.find(({ kind }) => kind === "scheduledJob")?.args.files).toEqual({ recipient: "recipient-of-redis-backup-key\n" });
  expect(JSON.stringify(calls)).not.toContain("canary-of");
  expect(resources.find(({ type }) => type === "AgeIdentity")?.protect).toBe(true);
});

test("says where the files are, and with which key they are read", () => {
  expect(made.facts).toEqual({
    jobs: { full: { service: "redis-backup", schedule: "30 2 * * *" } },
    retentionDays: 14,
    retentionCount: 3,
    files: { format: "rdb", cipher: "age", key: "redis-backup-key", volumes: ["redis-backups"] },
  });
  expect(made.key).toEqual({
    name: "redis-backup-key",
    facts: { purpose: "encryption", store: "redis", owner: "redis", version: 1 },
    value: canary("redis-backup-key"),
  });
});
