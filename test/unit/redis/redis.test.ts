/**
 * What Redis asks of its platform. Does NOT prove: that the server starts, or what its users may do; test/docker proves those.
 */
import * as pulumi from "@pulumi/pulumi";
import { canary, record } from "../stack/record";
import { FakePlatform, type Call } from "../stack/fake-platform";

let calls: Call[];
let url: string;
let unmarked: string[];

beforeAll(async () => {
  const { result } = await record({}, async () => {
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { Redis } = await import("../../../components/redis/redis");
    const platform = new FakePlatform();
    const redis = new Redis("redis", platform, {
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
      storage: "2Gi",
      eviction: "allkeys-lru",
      snapshots: { volume: { name: pulumi.output("redis-backups") }, identity: pulumi.secret("identity") },
      recovery: { generation: 1, restores: { "2": { snapshot: "20261125T020000Z" } } },
      protect: false,
      secretVersion: 1,
      authority: new CertificateAuthority("certificates", platform, {
        commonName: "test",
        protect: true,
        lifetimeDays: 90,
        renewBeforeDays: 30,
      }),
      clients: [{ name: "counter", secretVersion: 1 }],
    });
    redis.retireLogins([]);
    return { calls: platform.calls, unmarked: await platform.unmarkedSecrets(), url: redis.access("counter").url };
  });
  ({ calls, url, unmarked } = result);
}, 60_000);

const call = (kind: string, name: string) => calls.find((one) => one.kind === kind && one.name === name)?.args;

test("asks for a volume each generation, a certificate, one server and one job; nothing is restored on the first, or retired before a rotation", () => {
  expect(calls.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "fileVolume certificates-metrics",
    "fileVolume redis-certificate",
    "volume redis-data",
    "volume redis-data-2",
    "workload redis",
    "job redis-users",
  ]);
  expect(call("volume", "redis-data")).toEqual({ size: "2Gi", protect: false });
});

test("the server: a probe without a password, restarted when it answers nothing at all, time for its last write", () => {
  const ping = { command: ["bash", "-c", "[ \"$(redis-client --user probe --pass '' --no-auth-warning ping)\" = PONG ]"] };
  expect(call("workload", "redis")).toMatchObject({ user: 999, stopTimeout: 120, ports: { redis: { port: 6379 } } });
  expect(call("workload", "redis")?.probes).toEqual({
    startup: { check: ping, initialDelay: 0, period: 1, timeout: 3, failures: 300 },
    readiness: { check: ping, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
    liveness: { check: { command: ["redis-cli", "-s", "/tmp/redis.sock", "ping"] }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
  });
});

test("the server's file follows the arguments; its secrets are the passwords of the stack's own users", () => {
  const { files, secrets } = call("workload", "redis") as { files: Record<string, string>; secrets: Record<string, string> };
  expect(files["redis.conf"]).toContain("maxmemory 768mb\nmaxmemory-policy allkeys-lru\n");
  expect(secrets).toEqual({ "admin-password": canary("redis-admin-password"), "backup-password": canary("redis-backup-password") });
});

test("one job makes every user, with each login's password in a file of the login's name", () => {
  expect(call("job", "redis-users")).toMatchObject({
    command: ["redis-users", "counter:counter_1"],
    env: { REDIS_HOST: "redis" },
    mounts: [{ volume: { name: "redis-certificate" }, path: "/run/certificates", readOnly: true }],
    secrets: { "admin-password": canary("redis-admin-password"), counter_1: canary("redis-counter-password") },
    needs: ["redis"],
  });
});

test("gives a client a URL with its own user", () => {
  expect(url).toBe(`rediss://counter_1:${canary("redis-counter-password")}@redis:6379`);
});

test("hands over no secret without its mark", () => {
  expect(unmarked).toEqual([]);
});
