import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endSegments } from "../faults/stack";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { backupsIn, listBackups } from "../support/backups";
import { docker, inside } from "../support/docker";
import { freePort } from "../support/ports";
import { TestStack } from "../support/test-stack";

/** `./ballast restore` and `./ballast rollback` on a stack of their own (BR6, DR2, DR3). */
jest.setTimeout(600_000);

const root = join(__dirname, "../..");
const stack = new TestStack(root, "ballast");
const name = (unit: string) => `${stack.prefix}-${unit}`;
const confirmed = ["--yes", "--confirm-stack", stack.name];
let label: string;

const sql = (statement: string) =>
  docker("exec", name("postgres"), "psql", "-XAtq", "--set=ON_ERROR_STOP=1", "--command", statement, "notes");
const digest = () => sql("SELECT md5(string_agg(text, ',' ORDER BY text)) FROM kept");
const rows = () => sql("SELECT string_agg(text, ',' ORDER BY text) FROM kept");
/** All that has to be as it was where nothing was changed. */
const state = async () => [
  readFileSync(stack.stackFile, "utf8"),
  await digest(),
  await docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", name("postgres")),
];
const volumes = () => docker("volume", "ls", "--quiet", "--filter", `name=${name("postgres-data")}`);
const pause = () => new Promise((resolve) => setTimeout(resolve, 500));

async function ballast(...args: string[]): Promise<string> {
  const { code, output, stdout } = await stack.ballast(...args);
  if (code !== 0) throw new Error(`ballast ${args.join(" ")} ended with ${code}:\n${output}`);
  return stdout;
}
const previewIsEmpty = () => ballast("preview", "--expect-no-changes");
const pgbackrest = (script: string) => inside(name("postgres"), script);

beforeAll(async () => {
  await stack.create({
    preflight: smallMachine,
    postgres: smallPostgres,
    gateway: { port: await freePort(), tls: false },
    applications: { notes: { build: "services/notes", needs: ["postgres"] } },
  });
  stack.writeStackFile();
  await ballast("up", "--yes", "--skip-preview");
  await sql("CREATE TABLE kept (text text)");
  await ballast("backup", "now", "full");
  label = backupsIn((await pgbackrest(listBackups)).output)[0]!.label;
  await sql("INSERT INTO kept VALUES ('a first')");
});

afterAll(async () => {
  await stack.destroy();
  rmSync(stack.stackFile, { force: true });
});

test("a dry run tells what would be done and lost, and changes nothing (DR2)", async () => {
  const before = await state();
  const { plan } = JSON.parse(await ballast("restore", "--label", label, "--dry-run", "--json")) as {
    plan: { backup: { label: string }; target: string; generation: object; lost: { transactions: number; walBytes: number } };
  };
  expect(plan).toMatchObject({ backup: { label }, target: "backup" });
  expect(plan.lost.transactions).toBeGreaterThan(0);
  expect(plan.lost.walBytes).toBeGreaterThan(0);
  expect(await state()).toEqual(before);
});

test("--yes alone names no stack, and is refused", async () => {
  const before = await state();
  const { code, output } = await stack.ballast("restore", "--latest", "--yes");
  expect([code, output]).toEqual([2, expect.stringContaining(`--yes --confirm-stack ${stack.name}`)]);
  expect((await stack.ballast("restore", "--latest", "--yes", "--confirm-stack", "other")).code).toBe(64);
  expect(await state()).toEqual(before);
});

test("a label that there is not lists those there are", async () => {
  const { code, output } = await stack.ballast("restore", "--label", "20200101-000000F", "--dry-run");
  expect([code, output]).toEqual([64, expect.stringContaining(`  ${label}`)]);
});

test("to a time between two rows that are a second apart, and back (BR6, DR3)", async () => {
  await sql("INSERT INTO kept VALUES ('b kept')");
  await pause();
  const time = new Date().toISOString();
  await pause();
  await sql("INSERT INTO kept VALUES ('c lost')");
  const before = await rows();

  const restored = JSON.parse(await ballast("restore", "--to", time, ...confirmed, "--json")) as {
    outcome: string;
    plan: { generation: { now: number; next: number } };
  };
  expect(restored.outcome).toBe("done");
  expect(await rows()).toBe(before.replace(",c lost", ""));
  await previewIsEmpty();

  // The server that hands its files to backups has to have moved as well.
  await ballast("backup", "now", "full");
  await ballast("backup", "verify");

  await sql("INSERT INTO kept VALUES ('d on the new one')");
  await ballast("rollback", ...confirmed);
  expect(await rows()).toBe(before);
  await previewIsEmpty();
});

test("a restore that fails ends with everything as it was (BR6, DR3)", async () => {
  const before = [...(await state()), await volumes()];
  const damaged = await pgbackrest(
    `f=$(find /repository/backup/main/${label} -name '*' -type f -path '*bundle*' | head -1); cp "$f" /repository/whole; printf broken | dd of="$f" bs=1 seek=64 conv=notrunc status=none; echo "$f"`,
  );
  try {
    const { code, output } = await stack.ballast("restore", "--label", label, ...confirmed);
    expect([code, output]).toEqual([1, expect.stringContaining("All is as it was")]);
  } finally {
    await pgbackrest(`mv /repository/whole "${damaged.output.trim()}"`);
  }
  expect([...(await state()), await volumes()]).toEqual(before);
  await previewIsEmpty();
});

test("while the server answers, it is not taken for lost", async () => {
  const before = await state();
  const { code, output } = await stack.ballast("restore", "--latest", "--server-lost", ...confirmed);
  expect([code, output]).toEqual([64, expect.stringContaining("the server answers")]);
  expect(await state()).toEqual(before);
});

test("server and volume are lost: all that was archived is there again (BR6, DR3)", async () => {
  await sql("INSERT INTO kept VALUES ('e archived')");
  await endSegments(stack.prefix);
  const before = await rows();
  await docker("rm", "--force", name("postgres"), name("postgres-backup"));
  await docker("volume", "rm", name("postgres-data"));
  const { code, output } = await stack.ballast("restore", "--latest", ...confirmed);
  expect([code, output]).toEqual([4, expect.stringContaining("--server-lost")]);

  const { plan } = JSON.parse(await ballast("restore", "--latest", "--server-lost", ...confirmed, "--json")) as {
    plan: { lost: { at: string } };
  };
  expect(Date.now() - Date.parse(plan.lost.at)).toBeLessThan(600_000);
  expect(await rows()).toBe(before);
  await previewIsEmpty();
});
