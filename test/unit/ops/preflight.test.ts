/** PF2, PF3: the command as it is called, on a machine that has nothing but Node. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../../components/preflight/report";

jest.setTimeout(60_000);

const project = join(__dirname, "../../..");
const bare = mkdtempSync(join(tmpdir(), "ballast-bare-"));
symlinkSync(process.execPath, join(bare, "node"));
afterAll(() => rmSync(bare, { recursive: true }));

function ballast(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = ["--import", require.resolve("tsx"), join(project, "ops/main.ts"), "preflight", ...args];
  const env = { PATH: bare, HOME: bare, BALLAST_STACK: "dev" };
  return new Promise((resolve) => {
    execFile(process.execPath, program, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test("without Docker and Pulumi it fails, says why, and what could not be looked at is no pass", async () => {
  const { code, stdout } = await ballast("--json");
  const report = JSON.parse(stdout) as Report;
  expect(code).toBe(3);
  expect(report).toMatchObject({ verdict: "fail", counts: { passed: 1, warnings: 0, failed: 1, errors: 0, skipped: 7 } });
  expect(report.findings.filter(({ level }) => level === "fail")).toMatchObject([{ id: "docker-client-missing" }]);
  expect(report.evidence).toEqual({ file: join(bare, ".local/share/ballast/preflight/ballast-dev.json") });
});

test("one check runs by its id; --yes does not take a failure", async () => {
  const { code, stdout } = await ballast("disk", "--yes");
  expect(code).toBe(3);
  expect(
    stdout
      .split("\n\n")[0]
      ?.split("\n")
      .map((line) => line.split(/ {2,}/).slice(0, 2)),
  ).toEqual([
    ["CHECK", "RESULT"],
    ["permissions", "passed"],
    ["docker-engine", "failed"],
    ["disk", "skipped"],
  ]);
});

test("an accepted failure is a warning: 4, and 0 with --yes", async () => {
  const accepted = ["docker-engine", "--accept", "docker-client-missing"];
  expect(await ballast(...accepted)).toMatchObject({
    code: 4,
    stdout: expect.stringContaining("(docker-client-missing, accepted)") as string,
  });
  expect((await ballast(...accepted, "--yes")).code).toBe(0);
});

test.each([
  [["nothing"], 'check: got "nothing", allowed is one of permissions, docker-engine,'],
  [["--accept", "all"], "Allowed is the id of a finding"],
  [["--accept", "port-in-use"], "Allowed is the id of a finding"],
  [["--unknown"], "unknown option"],
  [["--stack", "nowhere"], "no Pulumi.nowhere.yaml"],
])("wrong usage is 2: %p", async (args, message) => {
  const { code, stderr } = await ballast(...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
});

test("--list and --help end with 0", async () => {
  expect(await ballast("--list")).toMatchObject({ code: 0, stdout: expect.stringContaining("disk-too-small") as string });
  expect((await ballast("--help")).code).toBe(0);
});
