/** examples/iodv3 on Docker: the program with its configuration, under mocks (K81, K82, K84). Does not prove that it runs. */
import { duration, healthCheck } from "../../../components/platform/docker/health-check";
import type { Probes } from "../../../components/platform/workload";
import { readProjectFile, stackConfig } from "../config/yaml";
import { longRunning, one, runProgram } from "../stack/program";
import type { Asked } from "../stack/record";

let resources: Asked[];

beforeAll(async () => {
  ({ resources } = await runProgram(stackConfig(readProjectFile("Pulumi.iodv3.yaml"))));
}, 120_000);

test("every service has the requests and limits of the matrix, and only what backs up Postgres and verifies that runs beside them (K81)", () => {
  const matrix = longRunning(resources).map(
    ({ name, inputs: { cpuShares, cpuPeriod, cpuQuota, memoryReservation, memory, memorySwap } }) => [
      name,
      // Docker's share is 1024 for a core.
      Math.round((Number(cpuShares) * 1000) / 1024),
      (Number(cpuQuota) * 1000) / Number(cpuPeriod),
      memoryReservation,
      memory,
      memorySwap,
    ],
  );
  expect(matrix).toEqual([
    ["accounts", 100, 500, 128, 512, 512],
    ["blog", 100, 500, 128, 512, 512],
    ["gateway", 100, 500, 128, 512, 512],
    ["postgres", 200, 1000, 256, 1024, 1024],
    ["postgres-backup", 20, 1000, 32, 256, 256],
    ["postgres-backup-differential", 50, 1000, 64, 512, 512],
    ["postgres-backup-full", 50, 1000, 64, 512, 512],
    ["postgres-dump", 50, 1000, 64, 512, 512],
    ["postgres-dump-verification", 50, 1000, 128, 1024, 1024],
    ["postgres-verification", 50, 1000, 128, 1024, 1024],
    ["redis", 100, 500, 128, 256, 256],
    ["redis-backup", 50, 500, 32, 512, 512],
    ["redis-backup-verification", 50, 500, 64, 512, 512],
  ]);
});

/** Every 5 s after 5 s whether it is ready; from 30 s on every 10 s whether it lives, three failures in a row restart it. */
const http = (port: number, ready: string, live: string): Probes => ({
  readiness: { check: { http: ready, port }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
  liveness: { check: { http: live, port }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
});

describe("probes (K82, K84)", () => {
  const check = (name: string): unknown => {
    const { tests, startPeriod, interval, retries } = one(resources, "Container", name).inputs.healthcheck as Record<string, unknown>;
    return { tests, startPeriod, interval, retries };
  };
  const expected = (probes: Probes): unknown => {
    const { tests, startPeriod, interval, retries } = healthCheck(probes);
    return { tests, startPeriod, interval, retries };
  };

  test("services by HTTP, ready and alive", () => {
    expect(check("accounts")).toEqual(expected(http(8080, "/health", "/live")));
    expect(check("blog")).toEqual(expected(http(8080, "/health", "/live")));
    expect(check("gateway")).toEqual(expected(http(8081, "/ready", "/live")));
    expect(check("gateway")).toMatchObject({ interval: duration(5), startPeriod: duration(5), retries: 3 });
  });

  test("Redis by a command, ready and alive; Postgres by a command, never killed by one", () => {
    const script = (name: string): string => ((check(name) as { tests: string[] }).tests[3] ?? "").replaceAll("\n", " ");
    expect(script("redis")).toMatch(/alive\(\) .*redis-cli.*ping.*age < 30.*redis-cli/);
    expect(script("postgres")).toBe("timeout 3 'pg_isready'");
    for (const name of ["redis", "postgres"]) expect(check(name)).toMatchObject({ interval: duration(5), retries: 3 });
  });
});

test("data has 2Gi, on volumes that are protected (K84)", () => {
  const { needs } = one(resources, "Preflight", "preflight").inputs as { needs: { volumes: unknown } };
  expect(needs.volumes).toEqual([
    { name: "ballast-dev-postgres-data", size: 2048 },
    { name: "ballast-dev-postgres-repository", size: 2048 },
    { name: "ballast-dev-postgres-evidence", size: 1024 },
    { name: "ballast-dev-postgres-verification-copy", size: 2048 },
    { name: "ballast-dev-postgres-dumps", size: 5120 },
    { name: "ballast-dev-postgres-dump-verification-copy", size: 2048 },
    { name: "ballast-dev-postgres-dump-verification-evidence", size: 1024 },
    { name: "ballast-dev-redis-backups", size: 1024 },
    { name: "ballast-dev-redis-data", size: 2048 },
    { name: "ballast-dev-redis-backup-verification-copy", size: 2048 },
    { name: "ballast-dev-redis-backup-verification-evidence", size: 1024 },
  ]);
  expect(resources.filter(({ type, protect }) => type === "Volume" && protect).map(({ name }) => name)).toEqual([
    "postgres-data",
    "postgres-dump-verification-copy",
    "postgres-dump-verification-evidence",
    "postgres-dumps",
    "postgres-evidence",
    "postgres-repository",
    "postgres-verification-copy",
    "redis-backup-verification-copy",
    "redis-backup-verification-evidence",
    "redis-backups",
    "redis-data",
  ]);
});

test("the gateway answers at 30000 and the services at 30001 and 30002, on loopback, and the gateway leads to both (K83)", () => {
  const ports = longRunning(resources).flatMap(({ name, inputs }) =>
    ((inputs.ports ?? []) as { external: number; ip: string }[]).map(({ external, ip }) => [name, ip, external]),
  );
  expect(ports).toEqual([
    ["accounts", "127.0.0.1", 30_001],
    ["blog", "127.0.0.1", 30_002],
    ["gateway", "127.0.0.1", 30_000],
  ]);
  const uploads = one(resources, "Container", "gateway-files").inputs.uploads as { file: string; content: string }[];
  const conf = uploads.find(({ file }) => file.endsWith("nginx.conf"))?.content ?? "";
  expect([...conf.matchAll(/location (?:= |\^~ )?(\/(?:accounts|posts))\b/g)].map(([, path]) => path)).toEqual(
    expect.arrayContaining(["/accounts", "/posts"]),
  );
});
