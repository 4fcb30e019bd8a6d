import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { docker, eventually, inside } from "../support/docker";
import { metadataIn } from "../support/file-backups";
import { interrupted } from "../support/interrupted";
import { load, lostSince, type LoadReport } from "../support/load";
import { freePort } from "../support/ports";
import { run, TestStack } from "../support/test-stack";
import { trusting, type Fetch } from "../support/trusting";

/** A stack is lost under load with its machine and its state; what is left are copies of its backups, and the sheet (DR1 to DR4). */
jest.setTimeout(600_000);

const project = join(__dirname, "../..");
const stack = new TestStack(project, "ballast");
const folder = mkdtempSync(join(tmpdir(), "ballast-disaster-"));
const sheet = join(folder, "sheet.txt");
const kept = `${stack.prefix}-kept`;
const keptSnapshots = `${stack.prefix}-kept-snapshots`;
const newFile = join(project, `Pulumi.${stack.name}.yaml`);
const name = (unit: string) => `${stack.prefix}-${unit}`;
/** A machine that has never heard of the stack. */
const env = { ...stack.env, PULUMI_BACKEND_URL: `file://${folder}` };

let port: number;
let authority: string;
let passwords: Record<string, string>;
let publicKey: string;
let report: LoadReport;
/** The snapshot of Redis before there was a load. */
let first: string;
/** The counter, when the snapshot was made that can be read. */
let counted: number;
/** Of Redis: the newest, which is damaged, and the one before. */
let snapshots: { damaged: string; whole: string };

interface Outputs {
  certificates: { authority: string };
  secrets: Record<string, string>;
  recovery: { postgres: { verification: { publicKey: string } } };
}

async function outputsOf(where: NodeJS.ProcessEnv): Promise<Outputs> {
  const { stdout } = await run("pulumi", ["-C", project, "stack", "output", "--json", "--show-secrets", "--stack", stack.name], where);
  return JSON.parse(stdout) as Outputs;
}

const sql = (statement: string) =>
  docker("exec", name("postgres"), "psql", "-XAtq", "--set=ON_ERROR_STOP=1", "--command", statement, "notes");
const archived = (of: string) => `SELECT last_archived_wal >= '${of}' FROM pg_stat_archiver`;
const drWords = (output: string, ...words: string[]) => [
  ...["dr", "run", sheet, "--repository", kept, "--snapshots", keptSnapshots, "--output", join(folder, output)],
  ...words,
];
const dr = (...words: string[]) => run(join(project, "ballast"), drWords("found", ...words), env);

/** Every file's name and content. */
const digestOf = (volume: string) =>
  docker(
    ...["run", "--rm", "--network=none", `--volume=${volume}:/from:ro`, "debian:trixie-slim", "sh", "-c"],
    "cd /from && find . -type f | sort | xargs sha256sum | sha256sum",
  );

const count = async () =>
  ((await (await trusting(authority)(`https://127.0.0.1:${port}/counters/load`)).json()) as { value: number }).value;

async function snapshot(): Promise<string> {
  const { code, output } = await inside(name("redis-backup"), "redis-backup");
  if (code !== 0) throw new Error(output);
  return (await metadataIn(name("redis-backup"), "/backups")).at(-1)!.file.replace(".rdb.age", "");
}

/** What whoever keeps backups apart does with a volume. */
async function copyVolume(unit: string, copy: string): Promise<void> {
  await docker("volume", "create", copy);
  const mounts = [`--volume=${name(unit)}:/from:ro`, `--volume=${copy}:/repository`];
  const image = await docker("inspect", "--format", "{{.Image}}", name("postgres"));
  await docker("run", "--rm", "--network=none", ...mounts, image, "cp", "-a", "/from/.", "/repository/");
}

beforeAll(async () => {
  port = await freePort();
  await stack.create({
    preflight: smallMachine,
    postgres: smallPostgres,
    gateway: { port },
    applications: {
      notes: { build: "services/notes", needs: ["postgres"] },
      counter: { build: "services/counter", needs: ["redis"], exposure: { to: "gateway", path: "/counters" } },
    },
  });
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
  await sql("CREATE TABLE kept (text text)");
  await sql("INSERT INTO kept VALUES ('before the backup')");
  const made = await inside(name("postgres-backup-full"), "drill backup full");
  if (made.code !== 0) throw new Error(made.output);
  await sql("INSERT INTO kept VALUES ('after the backup')");
  const segment = await sql("SELECT pg_walfile_name(pg_switch_wal())");
  await eventually("the rows are archived", 60, async () => (await sql(archived(segment))) === "t");

  first = await snapshot();
  writeFileSync(sheet, await must(stack.ballast("keys", "export", "--yes")), { mode: 0o600 });
  const outputs = await outputsOf(stack.env);
  authority = outputs.certificates.authority;
  passwords = outputs.secrets;
  publicKey = outputs.recovery.postgres.verification.publicKey;
});

afterAll(async () => {
  const words = (command: string[]) => ["-C", project, ...command, "--yes", "--stack", stack.name, "--non-interactive"];
  await run("pulumi", words(["state", "unprotect", "--all"]), env);
  const { code, output } = await run("pulumi", words(["destroy", "--skip-preview"]), env);
  await docker("volume", "rm", kept, keptSnapshots);
  const files = readdirSync(project).filter((file) => file.startsWith(`Pulumi.${stack.name}.yaml`));
  for (const file of files) rmSync(join(project, file));
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error(output);
});

async function must(ran: Promise<{ code: number; stdout: string; output: string }>): Promise<string> {
  const { code, stdout, output } = await ran;
  if (code !== 0) throw new Error(output);
  return stdout;
}

describe("a drill (DR4)", () => {
  const drill = (output: string) =>
    stack.ballast("drill", "run", "--as", `${stack.name}-drill`, "--output", join(folder, output), "--json");
  const volumes = () => docker("volume", "ls", "--quiet", "--filter", `name=${stack.prefix}`);
  const containers = () => docker("ps", "--all", "--format", "{{.Names}}", "--filter", `name=${stack.prefix}-drill`);
  /** Exit code, and the outcome of each. */
  const history = async () => {
    const { code, stdout } = await stack.ballast("drill", "history", "--json");
    const { drills } = JSON.parse(stdout) as { drills: { of: string; outcome: string }[] };
    return [code, ...drills.filter(({ of }) => of === "stack").map(({ outcome }) => outcome)];
  };
  let before: string;

  beforeAll(async () => (before = await volumes()));

  test("rebuilds the whole stack beside it, destroys that, and keeps how long it took", async () => {
    const { code, stdout, output } = await drill("drill");
    if (code !== 0) throw new Error(output);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "pass", reason: null, snapshot: first, rtoSeconds: expect.any(Number) as number });
    expect([await volumes(), await containers()]).toEqual([before, ""]);
    expect(await history()).toEqual([0, "pass"]);
    for (const secret of Object.values(passwords)) expect(output).not.toContain(secret);
  });

  test("that fails leaves nothing either, and is kept as one that failed", async () => {
    const inTheWay = `${stack.prefix}-drill-gateway`;
    await docker("create", "--name", inTheWay, "debian:trixie-slim", "true");
    try {
      const { code, stdout, output } = await drill("drill-that-fails");
      expect([code, output]).toEqual([1, expect.stringContaining(inTheWay)]);
      expect(JSON.parse(stdout)).toMatchObject({
        outcome: "fail",
        rtoSeconds: null,
        reason: expect.stringContaining("pulumi up failed") as string,
      });
      expect([await volumes(), await containers()]).toEqual([before, inTheWay]);
    } finally {
      await docker("rm", inTheWay);
    }
    expect(await history()).toEqual([1, "pass", "fail"]);
  });
});

describe("machine and state are lost under load", () => {
  beforeAll(async () => {
    const stop = load(`https://127.0.0.1:${port}`, trusting(authority));
    await sleep(3000);
    counted = await count();
    const whole = await snapshot();
    await sleep(1100);
    snapshots = { whole, damaged: await snapshot() };
    await inside(name("redis-backup"), `printf X | dd of=/backups/${snapshots.damaged}.rdb.age bs=1 seek=300 conv=notrunc status=none`);
    const written = await sql("SELECT pg_walfile_name(pg_current_wal_lsn())");
    await eventually("some of the load is archived", 90, async () => (await sql(archived(written))) === "t");
    await docker("kill", name("postgres"));
    await sleep(1000);
    await copyVolume("postgres-repository", kept);
    await copyVolume("redis-backups", keptSnapshots);
    // A request waits for a server that is away; none comes back.
    report = await stop();
    await stack.destroy();
    const left = (await docker("volume", "ls", "--quiet", "--filter", `name=${stack.prefix}-`)).split("\n").sort();
    expect(left).toEqual([kept, keptSnapshots]);
  });

  test("a dry run tells the seven steps, and changes nothing (DR2)", async () => {
    const plan = await must(dr("--dry-run"));
    expect(plan.split("\n").filter((line) => /^[1-7] /.test(line))).toHaveLength(7);
    expect(plan).toMatch(/restore and judge backup \d{8}-\d{6}F, and the newest snapshot of Redis$/m);
    expect(await docker("volume", "ls", "--quiet", "--filter", `name=${stack.prefix}-`)).toBe(`${kept}\n${keptSnapshots}`);
  });

  test("without --force and without a terminal nothing is done (DR2)", async () => {
    const { code, output } = await dr();
    expect([code, output]).toEqual([2, expect.stringContaining("not confirmed")]);
  });

  test.each([
    ["[1/7]", "SIGKILL", 500],
    ["[2/7]", "SIGKILL", 500],
    ["[3/7]", "SIGKILL", 500],
    ["[4/7]", "SIGKILL", 500],
    ["[5/7]", "SIGKILL", 500],
    ["@ updating", "SIGINT", 8000],
  ] as const)("after %s ended by %s, nothing of what was given is changed (DR3)", async (...how) => {
    const before = await digestOf(kept);
    const output = await interrupted(join(project, "ballast"), drWords(`interrupted-${Date.now()}`, "--force"), env, how);
    expect(await digestOf(kept)).toBe(before);
    if (how[0] === "[2/7]") expect(output).toMatch(new RegExp(`pass; ${snapshots.damaged} not`));
  });

  test("the stack runs again from repository and sheet, as it was, and tells how long each step took (DR1, DR4)", async () => {
    const { code, stdout, output } = await dr("--force", "--json");
    if (code !== 0) throw new Error(output);
    const record = JSON.parse(stdout) as {
      steps: { step: string; seconds: number; what: string }[];
      rtoSeconds: number;
      rpoSeconds: number;
      lastTransactionAt: string;
      snapshot: string;
    };
    expect(record.steps.map(({ step }) => step)).toEqual([
      "verify backup",
      "ensure the runtime is up",
      "restore configuration",
      "restore keys and certificates",
      "start services",
      "restore databases",
      "verify",
    ]);
    const total = record.steps.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(total).toBeLessThanOrEqual(record.rtoSeconds);
    expect(record.rpoSeconds).toBeGreaterThan(0);
    expect(record.snapshot).toBe(snapshots.whole);
    expect(record.steps.filter(({ what }) => what.startsWith("done before"))).toHaveLength(3);

    expect(report.notes.length).toBeGreaterThan(100);
    const rows = await sql("SELECT string_agg(id::text, ',') FROM notes WHERE text = 'load'");
    const { before, after } = lostSince(record.lastTransactionAt, report, rows);
    expect(before).toEqual([]);
    console.log(`${report.notes.length} rows were acknowledged, the last ${after.length} are lost`);
    console.log(record.steps.map(({ step, seconds }) => `${step}: ${seconds.toFixed(1)} s`).join("\n"), record.rtoSeconds);
    expect(JSON.parse(readFileSync(join(folder, "found", "recovery.json"), "utf8"))).toEqual(record);
    for (const secret of Object.values(passwords)) expect(output).not.toContain(secret);
  });

  test("of the runs that were killed nothing is left", async () => {
    expect(await docker("ps", "--all", "--quiet", "--filter", "label=ballast.drill", "--filter", `volume=${kept}`)).toBe("");
  });

  test("what was archived is there (DR3)", async () => {
    expect(await sql("SELECT string_agg(text, ',' ORDER BY text) FROM kept")).toBe("after the backup,before the backup");
  });

  test("passwords, keys and authority are those from before, and the application answers who trusts that one (DR1)", async () => {
    const outputs = await outputsOf(env);
    expect(outputs.secrets).toEqual(passwords);
    expect(outputs.certificates.authority).toBe(authority);
    expect(outputs.recovery.postgres.verification.publicKey).toBe(publicKey);
    const fetch: Fetch = trusting(authority);
    expect((await fetch(`https://127.0.0.1:${port}/notes`)).status).toBe(200);
  });

  test("Redis has what its snapshot had, and goes on counting (DR3)", async () => {
    expect(await count()).toBeGreaterThanOrEqual(counted);
  });

  test("the given repository was only read: it is as it was, and the stack has a copy", async () => {
    const newest = (volume: string) =>
      docker(
        "run",
        "--rm",
        "--network=none",
        `--volume=${volume}:/from:ro`,
        "debian:trixie-slim",
        "sh",
        "-c",
        "ls /from/archive/main/*/ | tail -n 1",
      );
    expect(await newest(kept)).toBe("0000000100000000");
    expect(await newest(name("postgres-repository"))).toMatch(/^00000002/);
  });

  test("nothing of the recovery is left in the configuration, and a preview is empty", async () => {
    expect(readFileSync(newFile, "utf8")).not.toContain("recovered");
    const words = ["-C", project, "preview", "--expect-no-changes", "--stack", stack.name, "--non-interactive"];
    const { code, output } = await run("pulumi", words, env);
    if (code !== 0) throw new Error(output);
  });

  test("a run that ended before its last step goes on, and takes no other secrets than those that the stack has (DR1)", async () => {
    const others = JSON.stringify({ secrets: {}, authority: { certificate: "", key: "" } });
    const set = ["-C", project, "config", "set", "--secret", "ballast:recovered", others, "--stack", stack.name, "--non-interactive"];
    await must(run("pulumi", set, env));
    const { steps } = JSON.parse(await must(dr("--force", "--json", "--output", join(folder, "again")))) as { steps: { what: string }[] };
    expect(steps.filter(({ what }) => what.startsWith("done before"))).toHaveLength(3);
    expect(steps[5]?.what).toContain("filled before");
    expect((await outputsOf(env)).secrets).toEqual(passwords);
    expect(readFileSync(newFile, "utf8")).not.toContain("recovered");
  });

  test("a stack that is there is never recovered over (DR3)", async () => {
    const { code, output } = await dr("--force");
    expect([code, output]).toEqual([64, expect.stringMatching(/got test-.*, which has \d+ resources; allowed is a stack that has none/)]);
  });
});
