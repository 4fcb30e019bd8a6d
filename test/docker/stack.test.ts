import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { issueAuthority, issueLeaf } from "../../components/certificates/x509";
import { stackOutputs, type StackOutputs } from "../../outputs";
import type { Evidence } from "../../services/drill/src/evidence/evidence";
import { secondsToArchive as secondsUntilArchived } from "../support/archive";
import { backupPlaces, processPlaces } from "../support/backup-places";
import { backupsIn, listBackups, restoreAndAsk, type BackupEntry } from "../support/backups";
import { canariesIn } from "../support/canaries";
import { devConfig } from "../support/dev-config";
import { docker, eventually, inside, inspect } from "../support/docker";
import { load, type LoadReport } from "../support/load";
import { containerPlaces, imagePlaces, inspectPlace, pulumiPlaces } from "../support/places";
import { freePort } from "../support/ports";
import { search } from "../support/search";
import { run, TestStack } from "../support/test-stack";
import { trusting, type Fetch } from "../support/trusting";

/** The dev stack as a whole, real in every part: HM1, BR1 (WAL archiving), K81, K82, SE1, SE2, SE3. */
jest.setTimeout(900_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
/** How a client shows a container's own certificate. */
const shown = Object.entries({ sslrootcert: "ca.crt", sslcert: "tls.crt", sslkey: "tls.key" })
  .map(([key, file]) => `${key}=/run/certificates/${file}`)
  .join("&");
let port: number;
let gateway: string;
/** Trusts the stack's own authority. */
let fetch: Fetch;

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
  gateway = `https://127.0.0.1:${port}`;
  await stack.create(devConfig(port));
  await up();
  fetch = trusting((await stack.outputs<StackOutputs>()).certificates.authority);
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
  expect(Object.keys(outputs.services).sort()).toEqual([
    "counter",
    "gateway",
    "notes",
    "postgres",
    "postgres-backup-differential",
    "postgres-backup-full",
    "postgres-dump",
    "postgres-dump-verification",
    "postgres-verification",
    "redis",
    "redis-backup",
    "redis-backup-verification",
  ]);
  const login = `${outputs.credentials["postgres-notes-password"]?.login}:${outputs.secrets["postgres-notes-password"]}`;
  const asked = await inside(
    name("postgres"),
    `psql 'postgres://${login}@postgres/notes?sslmode=verify-full&${shown}' --tuples-only --no-align --command 'SELECT current_user'`,
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
  const secondsToArchive = () => secondsUntilArchived({ sql, inside: (script) => inside(name("postgres"), script) });
  const failures = () => sql("SELECT failed_count FROM pg_stat_archiver");

  test("has a row of an idle server within 60 s", async () => {
    expect(await secondsToArchive()).toBeLessThan(60);
    expect(await failures()).toBe("0");
  });

  test("has a row within 60 s under load", async () => {
    let report!: Promise<LoadReport>;
    const stop = load(gateway, fetch);
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

describe("backups (BR1, BR3, BR7)", () => {
  const backup = (type: string) => inside(name(`postgres-backup-${type}`), `drill backup ${type}`);
  const list = async () => backupsIn(await docker("exec", name("postgres"), "bash", "-c", listBackups));

  test("a full one, and a differential on top of it", async () => {
    await writeNote("before the backup");
    expect(await backup("full")).toMatchObject({ code: 0, output: expect.stringMatching(/made backup \S+F: .* stored\n$/) as string });
    expect(await backup("differential")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/made backup \S+D: .* stored\n$/) as string,
    });
    const [full, differential, ...others] = await list();
    expect(others).toEqual([]);
    expect(full).toMatchObject({ type: "full", prior: null, error: false });
    expect(differential).toMatchObject({ type: "diff", prior: full?.label, error: false });
  });

  test("the command makes one, lists it with its recovery window, and shows it (BR5, BR10)", async () => {
    const made = await stack.ballast("backup", "now", "full", "--json");
    expect([made.code, made.output]).toEqual([0, expect.stringContaining("backup command end: completed successfully")]);
    const { backups } = JSON.parse(made.stdout) as { backups: { label: string }[] };
    expect(backups).toEqual([expect.objectContaining({ type: "full", state: "intact" })]);
    const label = backups[0]?.label as string;

    const listed = await stack.ballast("backup", "list", "--json");
    expect(listed.code).toBe(0);
    const { windows, count } = JSON.parse(listed.stdout) as { windows: { from: string; to: string }[]; count: number };
    expect(count).toBe((await list()).length);
    expect(Date.parse(windows[0]?.to as string)).toBeGreaterThanOrEqual(Date.parse(windows[0]?.from as string));

    const shown = await stack.ballast("backup", "show", label, "--json");
    expect([shown.code, JSON.parse(shown.stdout)]).toMatchObject([0, { backups: [{ label, details: { damagedFiles: [] } }] }]);
  });

  test("dumps and snapshots are listed with their last verification, and the status is good when it passed (BR3, BR5)", async () => {
    const before = await stack.ballast("backup", "status");
    expect([before.code, before.output]).toEqual([1, expect.stringMatching(/^snapshots .* none yet$/m)]);
    await docker("exec", name("postgres-dump"), "postgres-dump", "notes");
    await docker("exec", name("redis-backup"), "redis-backup");
    const unproven = await stack.ballast("backup", "status");
    expect([unproven.code, unproven.output]).toEqual([1, expect.stringMatching(/^dumps .* verification missing$/m)]);
    for (const of of ["dumps", "snapshots"]) {
      const verified = await stack.ballast("backup", "verify", "--of", of);
      expect([verified.code, verified.output]).toEqual([0, expect.stringContaining("PASS: backup ")]);
      expect((await stack.ballast("backup", "evidence", "--of", of)).code).toBe(0);
    }
    const { code, stdout } = await stack.ballast("backup", "status", "--json");
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        files: [
          { of: "dumps", count: 2, verdict: "ok" },
          { of: "snapshots", count: 1 },
        ],
      },
    ]);
  });

  test("a backup whose files are gone is told, with all that build on it (BR3)", async () => {
    const [{ label: full }, { label: differential }] = (await list()) as [BackupEntry, BackupEntry];
    const move = (from: string, to: string) => docker("exec", name("postgres"), "mv", `/repository/${from}`, `/repository/${to}`);
    await move(`backup/main/${full}`, "away");
    const { code, output } = await stack.ballast("backup", "list").finally(() => move("away", `backup/main/${full}`));
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^${full} .*damaged: its files are gone from the repository$`, "m"));
    expect(output).toMatch(new RegExp(`^${differential} .*unrestorable: parent ${full} is missing$`, "m"));
    expect((await stack.ballast("backup", "list")).code).toBe(0);
  });

  test("a backup that a job could not make is a failure of the command", async () => {
    await docker("stop", name("postgres-backup"));
    const { code, output } = await stack.ballast("backup", "now", "full").finally(() => docker("start", name("postgres-backup")));
    expect([code, output]).toEqual([1, expect.stringContaining("backup full: no new backup, the job ended with exit code")]);
    await eventually("the sidecar is healthy again", 60, () => healthy("postgres-backup"));
  });

  test("two at once: one is made, the other says why it is not", async () => {
    const count = (await list()).length;
    const ended = await Promise.all([backup("full"), backup("differential")]);
    const [made, refused] = ended.sort((a, b) => a.code - b.code);
    expect(made?.code).toBe(0);
    expect(refused?.code).not.toBe(0);
    expect(refused?.output).toContain("another backup is under way");
    expect(await list()).toHaveLength(count + 1);
  });

  test("a server that is not there fails the backup, and nothing is listed", async () => {
    const before = await list();
    await docker("stop", name("postgres-backup"));
    const { code } = await backup("full").finally(() => docker("start", name("postgres-backup")));
    expect(code).not.toBe(0);
    expect(await list()).toEqual(before);
    await eventually("the sidecar is healthy again", 60, () => healthy("postgres-backup"));
  });

  test("another certificate of the stack's own authority does not open the server's files", async () => {
    const asked = await inside(
      name("postgres"),
      "sed -e '/^pg1-/d' /run/config/pgbackrest.conf >/tmp/foreign.conf && printf '%s\\n' pg1-path=/pgdata/data pg1-host=postgres-backup pg1-host-type=tls pg1-host-port=8432 pg1-host-ca-file=/run/certificates/ca.crt pg1-host-cert-file=/run/certificates/tls.crt pg1-host-key-file=/run/certificates/tls.key >>/tmp/foreign.conf && pgbackrest --config=/tmp/foreign.conf --stanza=main backup",
    );
    expect(asked.code).not.toBe(0);
    expect(asked.output).toMatch(/access denied/i);
  });

  test("verified: restored where nobody reaches it, and judged; the evidence is genuine and names no secret (BR3, BR11)", async () => {
    const { code, output } = await stack.ballast("backup", "verify");
    expect([code, output]).toEqual([0, expect.stringContaining("PASS: backup ")]);
    const shown = await stack.ballast("backup", "evidence", "--json");
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('"pass"')]);
    const left = await docker("exec", name("postgres-verification"), "ls", "-A", "/copy");
    expect(left.trim()).toBe("");
  });

  test("what was tried is told with its RTO and RPO (DR4)", async () => {
    const { code, stdout } = await stack.ballast("drill", "history", "--json");
    expect(code).toBe(0);
    const { drills } = JSON.parse(stdout) as { drills: { of: string; rtoSeconds: number; rpoSeconds: number }[] };
    expect(new Set(drills.map(({ of }) => of))).toEqual(new Set(["backups", "dumps", "snapshots"]));
    for (const drill of drills) {
      expect(drill.rtoSeconds).toBeGreaterThan(0);
      expect(drill.rpoSeconds).toBeGreaterThan(0);
    }
  });

  test("verified again with the recovery sheet and the repository alone, without the stack (BR3, BR8)", async () => {
    const sheet = join(stack.folder, "sheet.txt");
    const output = join(stack.folder, "drill");
    expect((await stack.ballast("keys", "export", "--output", sheet)).code).toBe(0);
    const words = ["keys", "drill", sheet, "--repository", name("postgres-repository"), "--output", output, "--json"];
    const { code, stdout, output: said } = await run(join(__dirname, "../../ballast"), words);
    rmSync(sheet);
    expect([code, code === 0 ? "" : said]).toEqual([0, ""]);
    const { found, places } = JSON.parse(stdout) as { found: object; places: { evidence: string } };
    expect(found).toMatchObject({ genuine: true, evidence: { outcome: "pass" } });
    const { assertions } = JSON.parse(readFileSync(places.evidence, "utf8")) as Evidence;
    expect(assertions).toContainEqual(expect.objectContaining({ id: "escrowed-key-opens", outcome: "pass" }));
  });

  test("restored into an isolated copy, with a note written after the backup", async () => {
    const { id } = await writeNote("after the backup");
    await secondsUntilArchived({ sql, inside: (script) => inside(name("postgres"), script) });
    const image = await inspect(name("postgres"), "{{.Image}}");
    const asked = await run("docker", [
      ...["run", "--rm", "--network=none", "--user=999:999", "--group-add=0", "--tmpfs=/copy:uid=999,gid=999,mode=700,size=1g"],
      ...["--env=PGBACKREST_CONFIG=/run/config/pgbackrest.conf", "--env=PGBACKREST_CONFIG_INCLUDE_PATH=/run/secrets"],
      ...["--tmpfs=/tmp", `--volumes-from=${name("postgres")}:ro`, image],
      ...["bash", "-c", restoreAndAsk(`SELECT text FROM notes WHERE id = '${id}'`)],
    ]);
    expect(asked).toMatchObject({ code: 0, output: "after the backup\n" });
  });
});

describe("least privilege (SE2)", () => {
  test("an application owns its database and can go nowhere else", async () => {
    const url = (await inside(name("notes"), "cat /run/secrets/database-url")).output;
    const as = (statement: string, database = "notes") =>
      inside(
        name("postgres"),
        `psql '${url.replace("/notes?", `/${database}?`)}' --no-psqlrc --tuples-only --no-align --command "${statement}"`,
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
    const as = (command: string) => inside(name("redis"), `redis-client --no-auth-warning -u '${url}' ${command}`);
    expect((await as("SET counter:x 1")).output).toBe("OK\n");
    expect((await as("SET other:x 1")).output).toContain("NOPERM");
    expect((await as("FLUSHALL")).output).toContain("NOPERM");
    expect((await as("ACL LIST")).output).toContain("NOPERM");
    expect((await inside(name("redis"), "redis-client ping")).output).toContain("NOAUTH");
  });
});

describe("TLS inside the stack (SE3)", () => {
  const psql = (options: string) =>
    inside(name("postgres"), `PGPASSWORD=x psql "host=postgres user=notes_1 dbname=notes ${options}" --command "SELECT 1"`);
  const redis = (options: string) => inside(name("redis"), `redis-cli ${options} ping`);
  const own = "--tls --cacert /run/certificates/ca.crt --cert /run/certificates/tls.crt --key /run/certificates/tls.key";
  let foreign: { pg: string; redis: string };

  beforeAll(async () => {
    const authority = await issueAuthority(stack.prefix, 10);
    const leaf = await issueLeaf(["notes"], 10, authority);
    for (const unit of ["postgres", "redis"]) {
      await inside(
        name(unit),
        `umask 077; echo '${authority.certificate}' >/tmp/ca; echo '${leaf.certificate}' >/tmp/crt; echo '${leaf.key}' >/tmp/key`,
      );
    }
    foreign = { pg: "sslcert=/tmp/crt sslkey=/tmp/key", redis: "--cert /tmp/crt --key /tmp/key" };
  });

  test("Postgres refuses plaintext, a client without a certificate, and one of a foreign authority", async () => {
    expect((await psql("sslmode=disable")).output).toContain("no encryption");
    expect((await psql("sslmode=require")).output).toContain("connection requires a valid client certificate");
    expect((await psql(`sslmode=require ${foreign.pg}`)).output).toMatch(/unknown ca|certificate verify failed|bad certificate/);
    const fitting = "sslcert=/run/certificates/tls.crt sslkey=/run/certificates/tls.key";
    expect((await psql(`sslmode=verify-full sslrootcert=/run/certificates/ca.crt ${fitting}`)).output).toContain(
      'password authentication failed for user "notes_1"',
    );
  });

  test("Redis refuses plaintext, a client without a certificate, and one of a foreign authority", async () => {
    expect((await redis("")).output).toContain("Connection reset by peer");
    expect((await redis("--tls --cacert /run/certificates/ca.crt")).output).not.toMatch(/NOAUTH|PONG/);
    expect((await redis(`--tls --cacert /run/certificates/ca.crt ${foreign.redis}`)).output).not.toMatch(/NOAUTH|PONG/);
    expect((await redis(own)).output).toContain("NOAUTH");
  });

  test("clients refuse a server of a foreign authority, and the gateway sends those without TLS to it", async () => {
    expect((await psql("sslmode=verify-full sslrootcert=/tmp/ca")).output).toContain("certificate verify failed");
    await expect(globalThis.fetch(`${gateway}/health`)).rejects.toThrow("fetch failed");
    const plain = await globalThis.fetch(`http://127.0.0.1:${port}/health`, { redirect: "manual" });
    expect([plain.status, plain.headers.get("location")]).toEqual([308, `${gateway}/health`]);
  });
});

test("no secret is anywhere but in its mount and, encrypted, in the state, nor in what backups leave (SE1, BR2)", async () => {
  const processes = await processPlaces(async () => {
    await docker("exec", name("postgres-dump"), "postgres-dump", "notes");
    await docker("exec", name("redis-backup"), "redis-backup");
    await docker("exec", name("postgres-backup-full"), "drill", "backup", "full");
    await docker("exec", name("postgres-verification"), "drill", "verify");
  });

  const canaries = canariesIn(await stack.must("stack", "export", "--show-secrets"));
  const { secrets } = JSON.parse(await stack.must("stack", "output", "--json", "--show-secrets")) as StackOutputs;
  expect(Object.keys(secrets)).toHaveLength(8);
  expect(canaries.map(({ value }) => value)).toEqual(expect.arrayContaining(Object.values(secrets)));
  expect(canaries.filter(({ name }) => /ertificate.*key$/i.test(name)).length).toBeGreaterThanOrEqual(12);
  const label = `label=ballast.stack=${stack.prefix}`;
  const containers = (await docker("ps", "--all", "--quiet", "--filter", label)).split("\n");
  const images = (await docker("inspect", "--format", "{{.Image}}", ...containers)).split("\n");
  const places = [
    ...(await containerPlaces(containers)),
    ...(await imagePlaces(images)),
    ...(await inspectPlace("volume", label)),
    ...(await inspectPlace("network", `name=${stack.prefix}-`)),
    ...(await pulumiPlaces(stack)),
    ...processes,
    ...(await backupPlaces(stack.prefix)),
  ];
  expect(await search(canaries, places)).toEqual([]);
});

test("changing one limit changes exactly that application's containers", async () => {
  stack.configure(devConfig(port, { counterMemory: "300Mi" }));
  const preview = JSON.parse(await stack.must("preview", "--json")) as { steps: { op: string; urn: string }[] };
  const changed = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
  // The preflight judged other needs.
  // And the backups keep the configuration.
  expect(changed.sort()).toEqual(["replace postgres-backup-configuration-files", "update counter", "update counter-2", "update preflight"]);
  await up();
  expect(await inspect(name("counter"), "{{.HostConfig.Memory}}")).toBe(String(300 * 2 ** 20));
});

test("secrets are rotated under load without a failed request, and the old logins are locked", async () => {
  const before = (await inside(name("notes"), "cat /run/secrets/database-url")).output;
  const stop = load(gateway, fetch);
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

test("certificates near their end are renewed by up, in place, without a failed request (SE3)", async () => {
  const ends = async () => (await stack.outputs<StackOutputs>()).certificates.notAfter;
  /** What Postgres itself shows, in milliseconds since 1970. */
  const shownByPostgres = async () => {
    const asked = "openssl s_client -starttls postgres -connect 127.0.0.1:5432 </dev/null 2>/dev/null | openssl x509 -noout -enddate";
    return Date.parse((await inside(name("postgres"), asked)).output.replace("notAfter=", ""));
  };
  const started = () => docker("ps", "--no-trunc", "--filter", `label=ballast.stack=${stack.prefix}`, "--format", "{{.ID}} {{.CreatedAt}}");
  const lifetimeDays = 91;
  stack.configure(devConfig(port, { counterMemory: "300Mi", secretVersion: 2, lifetimeDays }));
  expect((await stack.upDaysAgo(70)).code).toBe(0);
  const old = await ends();
  const containers = await started();
  expect(Date.parse(old.gateway as string) - Date.now()).toBeLessThan(30 * 86_400_000);

  const stop = load(gateway, fetch);
  await up();
  const renewed = await ends();
  await eventually(
    "the gateway shows its new certificate",
    60,
    async () => (await shownBy(port)) === Date.parse(renewed.gateway as string),
  );
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const report = await stop();
  expect(report.failures).toEqual({});
  expect(report.answered).toBeGreaterThan(200);
  for (const holder of ["gateway", "postgres", "redis", "notes", "counter"]) {
    expect(Date.parse(renewed[holder] as string)).toBeGreaterThan(Date.parse(old[holder] as string) + 60 * 86_400_000);
  }
  expect(await shownByPostgres()).toBe(Date.parse(renewed.postgres as string));
  expect(await started()).toBe(containers);
  for (const unit of ["postgres", "redis", "counter", "gateway"])
    expect([unit, await docker("logs", name(unit))]).toEqual([unit, expect.stringContaining("took up the renewed certificate")]);
  expect((await stack.preview("--expect-no-changes")).code).toBe(0);
});

/** @returns when the certificate that a TLS server on this machine shows ends, in milliseconds since 1970 */
function shownBy(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

describe.each(["postgres", "redis", "notes", "counter"])("kill -9 of %s under load", (unit) => {
  test("it comes back by itself and no acknowledged row is lost", async () => {
    const stop = load(gateway, fetch);
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
