import { join } from "node:path";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { backupsIn, listBackups } from "../support/backups";
import { docker, eventually, inside } from "../support/docker";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** Generations of Postgres's data: restored to a time, rolled back, and never at the cost of what runs (BR6, DR3). */
jest.setTimeout(600_000);

const stack = new TestStack(join(__dirname, "../.."), "ballast");
const name = (unit: string) => `${stack.prefix}-${unit}`;
let port: number;
let label: string;

const sql = (statement: string) =>
  docker("exec", name("postgres"), "psql", "-XAtq", "--set=ON_ERROR_STOP=1", "--command", statement, "notes");
const rows = () => sql("SELECT string_agg(text, ',' ORDER BY text) FROM kept");
const timeline = () => sql("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)::int");

async function up(recovery?: object): Promise<string> {
  stack.configure({
    preflight: smallMachine,
    postgres: { ...smallPostgres, ...(recovery && { recovery }) },
    gateway: { port, tls: false },
    applications: { notes: { build: "services/notes", needs: ["postgres"] } },
  });
  const { code, output } = await stack.up();
  return code === 0 ? "" : output;
}

const previewIsEmpty = async () => {
  const { code, output } = await stack.preview("--expect-no-changes");
  if (code !== 0) throw new Error(output);
};
const verification = () => inside(name("postgres-verification"), "drill verify");
const applicationWorks = () => eventually("notes answers", 60, async () => (await fetch(`http://127.0.0.1:${port}/notes`)).ok);

beforeAll(async () => {
  port = await freePort();
  await stack.create({});
  const failed = await up();
  if (failed) throw new Error(failed);
  await sql("CREATE TABLE kept (text text)");
  const made = await inside(name("postgres-backup-full"), "drill backup full");
  if (made.code !== 0) throw new Error(made.output);
  label = backupsIn((await inside(name("postgres"), listBackups)).output)[0]!.label;
});

afterAll(() => stack.destroy());

let time: string;

test("to a time between two rows that are a second apart: the first is there, the second is not (BR6)", async () => {
  await sql("INSERT INTO kept VALUES ('a first')");
  await new Promise((resolve) => setTimeout(resolve, 500));
  time = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await sql("INSERT INTO kept VALUES ('a second')");
  const segment = await sql("SELECT pg_walfile_name(pg_switch_wal())");
  await eventually(
    "the rows are archived",
    60,
    async () => (await sql(`SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`)) === "t",
  );

  expect(await up({ generation: 2, restores: { "2": { label, target: { time } } } })).toBe("");
  expect(await rows()).toBe("a first");
  expect(await timeline()).toBe("2");
  await applicationWorks();
  await previewIsEmpty();
});

test("what it left is verified (BR10)", async () => {
  const { code, output } = await verification();
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
});

test("a restore that fails leaves the running database as it was (DR3)", async () => {
  const before = [await rows(), await timeline(), await docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", name("postgres"))];
  const wrong = { "2": { label, target: { time } }, "3": { label: "20200101-000000F", target: "latest" } };
  expect(await up({ generation: 3, restores: wrong })).toContain("backup 20200101-000000F: not among");
  const after = [await rows(), await timeline(), await docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", name("postgres"))];
  expect(after).toEqual(before);
});

test("rolled back, everything is there again, on a timeline of its own, and verified (DR3)", async () => {
  expect(await up({ generation: 1, restores: { "2": { label, target: { time } }, "3": { label, target: "latest" } } })).toBe("");
  expect(await rows()).toBe("a first,a second");
  expect(await timeline()).toBe("3");
  await applicationWorks();
  await previewIsEmpty();
  const { code, output } = await verification();
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
});
