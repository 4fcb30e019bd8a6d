/**
 * What a verification of dumps and snapshots asks of its platform. Does NOT prove: that it restores anything; test/docker/dumps.test.ts does.
 */
import type { FileBackupSource } from "../../../components/backup/file-backup";
import type { Resources } from "../../../components/platform/workload";
import { publicKeyOf } from "../../../services/drill/src/evidence/signature";
import { FakePlatform, type Call } from "../stack/fake-platform";
import { canary, record } from "../stack/record";

const resources: Resources = { requests: { cpu: "1m", memory: "6Mi" }, limits: { cpu: "10m", memory: "16Mi" } };

const recorded = async (onUp: boolean): Promise<{ calls: Call[]; facts: Record<string, unknown> }> => {
  const { result } = await record({}, async () => {
    const pulumi = await import("@pulumi/pulumi");
    const { FileBackup } = await import("../../../components/backup/file-backup");
    const { FileVerification } = await import("../../../components/backup/file-verification");
    const platform = new FakePlatform();
    const workload = platform.workload("redis", {} as never);
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
      container: { image: { reference: "redis" }, command: ["redis-backup", "x"], resources, user: 999 },
      ready: workload,
      verification: { command: ["drill", "verify-snapshot"], storage: "2Gi", resources },
    };
    const { facts } = new FileVerification("redis-backup-verification", platform, {
      schedule: "0 3 * * *",
      onUp,
      backup,
      source,
      protect: true,
    });
    const publicKey = await new Promise((resolve) => pulumi.output(facts.publicKey).apply(resolve));
    return { calls: platform.calls, facts: { ...facts, publicKey } };
  });
  return { ...result, calls: result.calls.filter(({ name }) => name.startsWith("redis-backup-verification")) };
};

test("by the clock: files that it cannot change, the identity, and no service within reach (BR3, BR8)", async () => {
  const { calls, facts } = await recorded(false);
  expect(calls.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "volume redis-backup-verification-copy",
    "volume redis-backup-verification-evidence",
    "scheduledJob redis-backup-verification",
  ]);
  expect(calls[0]?.args).toEqual({ size: "2Gi", protect: true });
  expect(calls[2]?.args).toMatchObject({
    command: ["drill", "verify-snapshot"],
    schedule: "0 3 * * *",
    env: { STORE: "redis-backup", SOURCE_HOST: "redis", LIMIT_BACKUP_AGE_SECONDS: String((24 + 2) * 3600) },
    secrets: { identity: `${canary("redis-backup-key")}\n`, "evidence-key": canary("redis-backup-verification-key") },
    mounts: [
      { volume: { name: "redis-backups" }, path: "/backups", readOnly: true },
      { volume: { name: "redis-backup-verification-evidence" }, path: "/evidence" },
      { volume: { name: "redis-backup-verification-copy" }, path: "/copy" },
    ],
  });
  expect([calls[2]?.args.needs, calls[2]?.args.egress]).toEqual([undefined, undefined]);
  expect(facts).toEqual({
    service: "redis-backup-verification",
    schedule: "0 3 * * *",
    volumes: ["redis-backup-verification-copy", "redis-backup-verification-evidence"],
    publicKey: publicKeyOf(canary("redis-backup-verification-key")),
  });
}, 60_000);

test("within a deployment too: a first file where there is none, and then the same verification", async () => {
  const { calls } = await recorded(true);
  const jobs = calls.filter(({ kind }) => kind === "job");
  expect(jobs.map(({ name, args }) => [name, args.command, args.timeout])).toEqual([
    ["redis-backup-verification-first-backup", ["redis-backup", "--if-none", "x"], 14_400],
    ["redis-backup-verification-now", ["drill", "verify-snapshot"], 14_400],
  ]);
  const { schedule, ...same } = calls.find(({ kind }) => kind === "scheduledJob")?.args ?? {};
  expect(schedule).toBe("0 3 * * *");
  expect(jobs[1]?.args).toEqual({ ...same, timeout: 14_400 });
}, 60_000);
