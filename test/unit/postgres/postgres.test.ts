/**
 * What Postgres asks of its platform. Does NOT prove: that the server starts, archives or refuses; test/docker proves those.
 */
import type { Postgres } from "../../../components/postgres/postgres";
import { canary, record } from "../stack/record";
import { FakePlatform, type Call } from "../stack/fake-platform";

let calls: Call[];
let url: string;
let unmarked: string[];
let wrongClient: unknown;

beforeAll(async () => {
  const { result } = await record({}, async () => {
    const { CertificateAuthority } = await import("../../../components/certificates/authority");
    const { Postgres } = await import("../../../components/postgres/postgres");
    const platform = new FakePlatform();
    const postgres: Postgres = new Postgres("postgres", platform, {
      resources: { requests: { cpu: "200m", memory: "256Mi" }, limits: { cpu: "1000m", memory: "1Gi" } },
      storage: "10Gi",
      maxConnections: 50,
      protect: true,
      secretVersion: 1,
      authority: new CertificateAuthority("certificates", platform, {
        commonName: "test",
        protect: true,
        lifetimeDays: 90,
        renewBeforeDays: 30,
      }),
      clients: [
        { name: "notes", secretVersion: 1 },
        { name: "shop", secretVersion: 5 },
      ],
    });
    postgres.retireLogins([]);
    try {
      postgres.access("stranger");
    } catch (error) {
      wrongClient = error;
    }
    return { calls: platform.calls, unmarked: await platform.unmarkedSecrets(), url: postgres.access("shop").url };
  });
  ({ calls, url, unmarked } = result);
}, 60_000);

const call = (kind: string, name: string) => calls.find((one) => one.kind === kind && one.name === name)?.args;

test("asks for three volumes, four certificates, one server, and the jobs", () => {
  expect(calls.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "fileVolume certificates-metrics",
    "fileVolume postgres-certificate",
    "volume postgres-data",
    "volume postgres-repository",
    "volume postgres-evidence",
    "fileVolume postgres-backup-certificate",
    "workload postgres",
    "job postgres-databases",
    "fileVolume postgres-dump-certificate",
    "job postgres-retire",
  ]);
});

test("data, archive and evidence are volumes of their own, all protected", () => {
  expect(call("volume", "postgres-data")).toEqual({ size: "10Gi", protect: true });
  expect(call("volume", "postgres-repository")).toEqual({ size: "10Gi", protect: true });
  expect(call("volume", "postgres-evidence")).toEqual({ size: "1Gi", protect: true });
});

test("the server: probes by command, no liveness that could end a recovery, time for its checkpoint", () => {
  expect(call("workload", "postgres")).toMatchObject({
    user: 999,
    stopTimeout: 120,
    ports: { postgres: { port: 5432 } },
    scratch: ["/tmp", "/run/postgresql", "/dev/shm"],
    env: { PGBACKREST_CONFIG: "/run/config/pgbackrest.conf", PGBACKREST_CONFIG_INCLUDE_PATH: "/run/secrets" },
  });
  expect(call("workload", "postgres")?.probes).toEqual({
    startup: { check: { command: ["pg_isready", "--quiet"] }, initialDelay: 0, period: 1, timeout: 3, failures: 600 },
    readiness: { check: { command: ["pg_isready"] }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
  });
});

test("the server's files follow the arguments", () => {
  const { files, secrets } = call("workload", "postgres") as { files: Record<string, string>; secrets: Record<string, string> };
  expect(Object.keys(files)).toEqual(["postgresql.conf", "pg_hba.conf", "pg_ident.conf", "pgbackrest.conf"]);
  expect(files["postgresql.conf"]).toContain("max_connections = '50'\n");
  expect(secrets).toEqual({
    "admin-password": canary("postgres-admin-password"),
    "pgbackrest.conf": `[global]\nrepo1-cipher-pass=${canary("postgres-archive-key")}\n`,
  });
});

test("one job makes every database, with each login's password in a file of the login's name", () => {
  expect(call("job", "postgres-databases")).toMatchObject({
    command: ["postgres-databases", "notes:notes_1", "shop:shop_1"],
    env: { POSTGRES_HOST: "postgres" },
    mounts: [{ volume: { name: "postgres-certificate" }, path: "/run/certificates", readOnly: true }],
    secrets: {
      "admin-password": canary("postgres-admin-password"),
      notes_1: canary("postgres-notes-password"),
      shop_1: canary("postgres-shop-password"),
    },
  });
});

test("retires only the logins of those that were rotated", () => {
  expect(call("job", "postgres-retire")).toMatchObject({
    command: ["postgres-retire", "shop_2"],
    secrets: { "admin-password": canary("postgres-admin-password") },
  });
});

test("gives a client the URL of its own database", () => {
  expect(url).toBe(
    `postgres://shop_1:${canary("postgres-shop-password")}@postgres:5432/shop?sslmode=verify-full` +
      "&sslrootcert=/run/certificates/ca.crt&sslcert=/run/certificates/tls.crt&sslkey=/run/certificates/tls.key",
  );
});

test("fails for a client that is not listed, naming those that are", () => {
  expect(wrongClient).toEqual(new Error('login: got application "stranger", allowed are notes, shop; list it in needs'));
});

test("hands over no secret without its mark", () => {
  expect(unmarked).toEqual([]);
});
