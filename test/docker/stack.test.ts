import { join } from "node:path";
import { stackOutputs } from "../../outputs";
import { devConfig } from "../support/dev-config";
import { docker, eventually, inside, inspect } from "../support/docker";
import { load, type LoadReport } from "../support/load";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** The dev stack as a whole, real in every part: HM1, BR1 (WAL archiving), K81, K82, SE1, SE2. */
jest.setTimeout(900_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
let port: number;
let gateway: string;

const name = (unit: string) => `${stack.prefix}-${unit}`;
const sql = async (statement: string, database = "notes") =>
  docker("exec", name("postgres"), "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "--command", statement, database);
const healthy = async (unit: string) => (await inspect(name(unit), "{{.State.Health.Status}}")) === "healthy";
const up = async () => {
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
};
const writeNote = async (text: string) => {
  const answer = await fetch(`${gateway}/notes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
  });
  return (await answer.json()) as { id: string };
};

beforeAll(async () => {
  port = await freePort();
  gateway = `http://127.0.0.1:${port}`;
  await stack.create(devConfig(port));
  await up();
});

afterAll(() => stack.destroy());

test("every service is healthy and the gateway reaches both applications", async () => {
  for (const unit of ["postgres", "redis", "notes", "notes-2", "counter", "counter-2", "gateway"]) expect(await healthy(unit)).toBe(true);
  expect(await writeNote("hello")).toMatchObject({ text: "hello" });
  expect(await (await fetch(`${gateway}/counters/visits`, { method: "POST" })).json()).toMatchObject({ value: 1 });
  const health = await fetch(`${gateway}/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    status: "healthy",
    dependencies: { counter: { status: "healthy" }, notes: { status: "healthy" } },
  });
});

test("the outputs keep their contract (SE6), and a credential in them is one that works", async () => {
  const outputs = stackOutputs.parse(JSON.parse(await stack.must("stack", "output", "--json", "--show-secrets")));
  expect(outputs.endpoints).toEqual({ gateway });
  expect(Object.keys(outputs.services).sort()).toEqual(["counter", "gateway", "notes", "postgres", "redis"]);
  const login = `${outputs.credentials["postgres-notes-password"]?.login}:${outputs.secrets["postgres-notes-password"]}`;
  const asked = await inside(
    name("postgres"),
    `psql postgres://${login}@127.0.0.1/notes --tuples-only --no-align --command 'SELECT current_user'`,
  );
  expect(asked.output).toBe("notes\n");
  expect(await stack.outputs()).toMatchObject({ secrets: "[secret]" });
});

test("a preview right after up is empty, and so is a refresh", async () => {
  for (const command of [["preview"], ["refresh", "--preview-only"]]) {
    const { code, output } = await stack.pulumi(...command, "--expect-no-changes");
    expect({ command, code, output: code === 0 ? "" : output }).toEqual({ command, code: 0, output: "" });
  }
});

describe("the archive (BR1)", () => {
  /** Commits a row and waits until its commit record can be read back from the archive. */
  const secondsToArchive = async () => {
    const started = Date.now();
    const [xid, segment] = (
      await sql(
        "INSERT INTO notes (id, text) VALUES (gen_random_uuid(), 'to be archived') RETURNING pg_current_xact_id(), pg_walfile_name(pg_current_wal_insert_lsn())",
      )
    ).split("|") as [string, string];
    const fetched = `pgbackrest --stanza=main --no-archive-async --log-level-console=error archive-get ${segment} /tmp/${segment} && pg_waldump /tmp/${segment} 2>/dev/null | grep -q 'tx: *${xid},.*COMMIT'`;
    await eventually(
      `transaction ${xid} is in archived segment ${segment}`,
      60,
      async () => (await inside(name("postgres"), fetched)).code === 0,
    );
    return (Date.now() - started) / 1000;
  };
  const failures = () => sql("SELECT failed_count FROM pg_stat_archiver");

  test("has a row of an idle server within 60 s", async () => {
    expect(await secondsToArchive()).toBeLessThan(60);
    expect(await failures()).toBe("0");
  });

  test("has a row within 60 s under load", async () => {
    let report!: Promise<LoadReport>;
    const stop = load(gateway);
    const seconds = await secondsToArchive().finally(() => (report = stop()));
    expect(seconds).toBeLessThan(60);
    const { answered, failures: failed } = await report;
    expect(failed).toEqual({});
    expect(answered).toBeGreaterThan(100);
    expect(await failures()).toBe("0");
  });

  test("has a row within 60 s of a server that has just recovered from a crash", async () => {
    const before = await sql("SELECT pg_postmaster_start_time(), pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
    await inside(name("postgres"), `kill -KILL ${before.split("|")[1]}`);
    await eventually("the server has recovered", 30, async () => (await inside(name("postgres"), "pg_isready")).code === 0);
    expect(await secondsToArchive()).toBeLessThan(60);
  });

  test("is encrypted", async () => {
    await sql("SELECT pg_logical_emit_message(true, 'ballast', repeat('plainly readable ', 100)); SELECT pg_switch_wal()");
    const { code } = await inside(name("postgres"), "grep -rq 'plainly readable' /repository");
    expect(code).not.toBe(0);
    expect(await inside(name("postgres"), "pgbackrest --stanza=main info | grep -c 'cipher: aes-256-cbc'")).toMatchObject({
      output: "1\n",
    });
  });
});

describe("least privilege (SE2)", () => {
  test("an application owns its database and can go nowhere else", async () => {
    const url = (await inside(name("notes"), "cat /run/secrets/database-url")).output;
    const as = (statement: string, database = "notes") =>
      inside(
        name("postgres"),
        `psql '${url.replace(/\/notes$/, `/${database}`)}' --no-psqlrc --tuples-only --no-align --command "${statement}"`,
      );
    expect((await as("SELECT current_user, session_user")).output).toBe("notes|notes_1\n");
    expect((await as("SELECT 1", "postgres")).output).toContain("permission denied for database");
    expect((await as("SELECT rolpassword FROM pg_authid")).output).toContain("permission denied");
    expect((await as("COPY notes TO PROGRAM 'cat'")).output).toContain("permission denied");
    expect((await as("CREATE ROLE other")).output).toContain("permission denied");
    expect(await sql("SELECT rolname FROM pg_roles WHERE rolsuper")).toBe("postgres");
    expect((await inside(name("postgres"), "psql --host=postgres --username=postgres postgres </dev/null")).output).toContain(
      "pg_hba.conf rejects connection",
    );
  });

  test("an application sees its own keys alone, and no administration", async () => {
    const url = (await inside(name("counter"), "cat /run/secrets/redis-url")).output;
    const as = (command: string) =>
      inside(name("redis"), `redis-cli --no-auth-warning -u '${url.replace("@redis", "@127.0.0.1")}' ${command}`);
    expect((await as("SET counter:x 1")).output).toBe("OK\n");
    expect((await as("SET other:x 1")).output).toContain("NOPERM");
    expect((await as("FLUSHALL")).output).toContain("NOPERM");
    expect((await as("ACL LIST")).output).toContain("NOPERM");
    expect((await inside(name("redis"), "redis-cli ping")).output).toContain("NOAUTH");
  });
});

test("no generated secret is anywhere but in its mount and, encrypted, in the state (SE1)", async () => {
  const state = JSON.parse(await stack.must("stack", "export", "--show-secrets")) as {
    deployment: { resources: { type: string; outputs?: { value?: { plaintext: string } } }[] };
  };
  const secrets = state.deployment.resources
    .filter(({ type }) => type === "pulumi-nodejs:dynamic/ballast:GeneratedSecret")
    .map(({ outputs }) => JSON.parse(outputs?.value?.plaintext ?? "") as string);
  expect(secrets).toHaveLength(5);
  const containers = (await docker("ps", "--all", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`)).split("\n");
  const running = (await docker("ps", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`)).split("\n");
  const places = [
    await stack.export(),
    (await stack.preview("--diff")).output,
    await docker("inspect", ...containers),
    ...(await Promise.all(containers.map((container) => docker("logs", container)))),
    ...(await Promise.all(
      running.map(async (container) => (await inside(container, "cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n'")).output),
    )),
  ];
  for (const secret of secrets) for (const place of places) expect(place.includes(secret)).toBe(false);
});

test("changing one limit changes exactly that application's containers", async () => {
  stack.configure(devConfig(port, { counterMemory: "300Mi" }));
  const preview = JSON.parse(await stack.must("preview", "--json")) as { steps: { op: string; urn: string }[] };
  const changed = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
  expect(changed.sort()).toEqual(["update counter", "update counter-2"]);
  await up();
  expect(await inspect(name("counter"), "{{.HostConfig.Memory}}")).toBe(String(300 * 2 ** 20));
});

test("secrets are rotated under load without a failed request, and the old logins are locked", async () => {
  const before = (await inside(name("notes"), "cat /run/secrets/database-url")).output;
  const stop = load(gateway);
  stack.configure(devConfig(port, { counterMemory: "300Mi", secretVersion: 2 }));
  await up();
  const report = await stop();
  expect(report.failures).toEqual({});
  expect(report.answered).toBeGreaterThan(200);
  expect((await inside(name("notes"), "cat /run/secrets/database-url")).output).toMatch(/^postgres:\/\/notes_2:/);
  expect((await inside(name("postgres"), `psql '${before}' --command 'SELECT 1'`)).output).toContain(
    'role "notes_1" is not permitted to log in',
  );
  const users = await inside(name("redis"), "grep -o '^user counter[^ ]*' /data/users.acl");
  expect(users.output).toBe("user counter_2\n");
});

describe.each(["postgres", "redis", "notes", "counter"])("kill -9 of %s under load", (unit) => {
  test("it comes back by itself and no acknowledged row is lost", async () => {
    const stop = load(gateway);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const started = await inspect(name(unit), "{{.State.StartedAt}}");
    await inside(name(unit), "kill -KILL -1");
    await eventually(`${unit} has started again`, 30, async () => (await inspect(name(unit), "{{.State.StartedAt}}")) !== started);
    await eventually(`${unit} is healthy`, 60, () => healthy(unit));
    const { notes } = await stop();
    expect(notes.length).toBeGreaterThan(20);
    const kept = await sql("SELECT id FROM notes WHERE text = 'load'");
    expect(notes.filter((id) => !kept.includes(id))).toEqual([]);
  });
});

test("taken down and put up again, the data is still there", async () => {
  const { id } = await writeNote("kept");
  await stack.must("destroy", "--exclude-protected", "--yes", "--skip-preview");
  expect(await docker("ps", "--all", "--quiet", "--filter", `label=ballast.stack=${stack.prefix}`)).toBe("");
  await up();
  expect(await (await fetch(`${gateway}/notes/${id}`)).json()).toMatchObject({ text: "kept" });
  expect(await (await fetch(`${gateway}/counters/visits`)).json()).toMatchObject({ value: 1 });
});
