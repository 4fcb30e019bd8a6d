/** `./ballast keys` with a program in place of Pulumi. SE1: who gets to see a key. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgram } from "../../../../ops/program";
import * as engine from "../../../../ops/engine";
import { exit, keysExit } from "../../../../ops/exit";
import { pageOf } from "../../../../ops/keys/page";
import { parse } from "../../../../ops/keys/parse";
import { deployed, FakePulumi } from "../fake-pulumi";
import { devSheet, key } from "./sheets";

jest.mock("../../../../ops/engine");

const archive = {
  engine: "pgbackrest",
  stanza: "main",
  cipher: "aes-256-cbc",
  key: "postgres-archive-key",
  volumes: ["postgres-repository"],
  archiveTimeoutSeconds: 40,
  rpoTargetSeconds: 60,
};
const outputs = {
  ...deployed,
  volumes: { "postgres-repository": { name: "ballast-dev-postgres-repository", protected: true } },
  credentials: {
    "redis-admin-password": deployed.credentials["redis-admin-password"],
    "postgres-archive-key": { purpose: "encryption", store: "postgres", owner: "postgres", version: 1, secretOutput: "secrets" },
  },
  recovery: { postgres: { volumes: [], archive }, redis: { volumes: [] } },
  secrets: "[secret]",
};
const folder = mkdtempSync(join(tmpdir(), "keys-"));
const file = join(folder, "sheet.txt");
let pulumi: FakePulumi;
let printed: string;

beforeEach(() => {
  printed = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => (printed += String(text)) !== "");
  jest.spyOn(console, "log").mockImplementation((text: string) => void (printed += `${text}\n`));
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  answer({ "postgres-archive-key": key, "redis-admin-password": "hush" });
  onTerminal(false);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(file, { force: true });
  pulumi.remove();
});
afterAll(() => rmSync(folder, { recursive: true }));

function answer(secrets: Record<string, string>, recovery: object = outputs.recovery): void {
  pulumi = new FakePulumi({
    "stack output secrets --show-secrets --json": { stdout: JSON.stringify(secrets) },
    "stack output --json": { stdout: JSON.stringify({ ...outputs, recovery }) },
  });
  jest.mocked(engine.presentEngine).mockResolvedValue(pulumi.engine);
}

function onTerminal(terminal: boolean): void {
  Object.defineProperty(process.stdout, "isTTY", { value: terminal, configurable: true });
}

async function run(...words: string[]): Promise<number> {
  let code = -1;
  const argv = ["keys", ...words];
  await createProgram(argv, (exitCode) => (code = exitCode)).parseAsync(argv, { from: "user" });
  return code;
}

describe("export", () => {
  test("prints the sheet of the stack into a pipe, with the keys and no password", async () => {
    expect(await run("export")).toBe(exit.done);
    const { sheet } = parse(printed);
    expect(sheet).toEqual({ ...devSheet, exported: expect.any(String) as string });
    expect(Math.abs(Date.now() - Date.parse(sheet!.exported))).toBeLessThan(60_000);
    expect(printed).not.toContain("hush");
  });

  test("writes a file that only its owner reads, and writes over one only with --force", async () => {
    expect(await run("export", "--output", file)).toBe(exit.done);
    expect(printed).toBe("");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const first = readFileSync(file, "utf8");
    await expect(run("export", "-o", file)).rejects.toMatchObject({
      exitCode: exit.usage,
      message: `--output: got ${file}, which is there already; it was not changed\nFix: name another, or add --force`,
    });
    expect(readFileSync(file, "utf8")).toBe(first);
    writeFileSync(file, "anything", { mode: 0o644 });
    expect(await run("export", "-o", file, "--force")).toBe(exit.done);
    expect(parse(readFileSync(file, "utf8")).problems).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("shows nothing on a terminal where nobody can confirm, unless --yes", async () => {
    onTerminal(true);
    await expect(run("export")).rejects.toMatchObject({ exitCode: exit.notConfirmed });
    expect(printed).toBe("");
    expect(await run("export", "--yes")).toBe(exit.done);
    expect(parse(printed).problems).toEqual([]);
  });

  test("as JSON has the same", async () => {
    await run("export", "--json");
    const { exported, fingerprint, ...rest } = JSON.parse(printed) as Record<string, unknown>;
    expect({ ...rest, exported: devSheet.exported }).toEqual(devSheet);
    expect(pageOf(devSheet)).toContain(fingerprint);
    expect(exported).toMatch(/Z$/);
  });

  test("tells repositories of any kind as the outputs have them", async () => {
    const repositories = [{ type: "s3", bucket: "backups", endpoint: "s3.example.test" }, "elsewhere"];
    answer({ "postgres-archive-key": key }, { postgres: { volumes: [], archive: { ...archive, repositories } } });
    await run("export");
    expect(parse(printed).sheet?.archives[0]?.repositories).toEqual([
      "volume=ballast-dev-postgres-repository",
      "type=s3,bucket=backups,endpoint=s3.example.test",
      "elsewhere",
    ]);
  });

  test("without the value of a key there is no sheet", async () => {
    answer({ "redis-admin-password": "hush" });
    await expect(run("export", "-o", file)).rejects.toMatchObject({
      exitCode: exit.couldNotAsk,
      message: "credential postgres-archive-key: the stack's outputs have no value of it",
    });
  });
});

describe("check", () => {
  const check = async (...words: string[]) => [await run("check", file, ...words), printed] as const;

  test("a sheet with the stack's keys is current", async () => {
    writeFileSync(file, pageOf(devSheet));
    const [code, text] = await check();
    expect(code).toBe(keysExit.current);
    expect(text).toMatch(/^whole: 17 lines, exported 2026-01-31T12:00:00.000Z, fingerprint [0-9A-Z-]{23}\nescrow: current\n$/);
  });

  test.each([
    ["rotated", devSheet, { "postgres-archive-key": "another" }, keysExit.stale, "stale"],
    ["of another stack", { ...devSheet, stack: "prod" }, { "postgres-archive-key": key }, keysExit.foreign, "foreign"],
  ])("one that is %s", async (_what, sheet, secrets, exitCode, escrow) => {
    writeFileSync(file, pageOf(sheet));
    answer(secrets);
    const [code, text] = await check("--json");
    expect(code).toBe(exitCode);
    expect(JSON.parse(text)).toMatchObject({ whole: true, stack: sheet.stack, escrow, reasons: [expect.any(String)] });
    expect(text).not.toContain('another"');
    expect(text).not.toContain(key);
  });

  test("a mistake is told without asking Pulumi, and without the key", async () => {
    writeFileSync(file, pageOf(devSheet).replace("mK7d", "mK7b"));
    jest.mocked(engine.presentEngine).mockRejectedValue(new Error("asked"));
    const [code, text] = await check();
    expect([code, text]).toEqual([keysExit.damaged, "line 13: it and its check word do not fit: type it again\n"]);
  });

  test("where nothing is deployed, whether it is current is unknown, and that is not 0", async () => {
    writeFileSync(file, pageOf(devSheet));
    pulumi.remove();
    pulumi = new FakePulumi({ "stack output": { exitCode: 6 } });
    jest.mocked(engine.presentEngine).mockResolvedValue(pulumi.engine);
    const [code, text] = await check();
    expect(code).toBe(2);
    expect(text).toContain("escrow: unknown\nstack dev is not deployed: there are no keys to compare with\n");
  });

  test("a file that is not there", async () => {
    await expect(run("check", file)).rejects.toMatchObject({
      exitCode: exit.usage,
      message: `recovery sheet: got ${file}, which cannot be read: ENOENT`,
    });
  });
});

test("status tells the fingerprint that is on the sheet, and no key", async () => {
  expect(await run("status")).toBe(exit.done);
  const [, fingerprint] = /^fingerprint ([0-9A-Z-]{23}):/m.exec(printed) ?? [];
  expect(pageOf(devSheet)).toContain(` ${fingerprint} `);
  expect(printed).toContain("postgres-archive-key  1");
  expect(printed).not.toContain(key);
});

test("settings are what pgBackRest reads, from the sheet alone", async () => {
  writeFileSync(file, pageOf(devSheet));
  jest.mocked(engine.presentEngine).mockRejectedValue(new Error("asked"));
  const conf = join(folder, "pgbackrest.conf");
  expect(await run("settings", file, "--output", conf)).toBe(exit.done);
  expect(statSync(conf).mode & 0o777).toBe(0o600);
  expect(readFileSync(conf, "utf8")).toBe(
    `[global]\nrepo1-path=/repository\nrepo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=${key}\nlog-level-file=off\n[main]\npg1-path=/pgdata/data\n`,
  );
});
