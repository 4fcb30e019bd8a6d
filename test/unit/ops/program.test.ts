import { CommanderError } from "commander";
import * as engine from "../../../ops/engine";
import { CommandError, exit } from "../../../ops/exit";
import { createProgram } from "../../../ops/program";
import { deployed, FakePulumi } from "./fake-pulumi";

jest.mock("../../../ops/engine");

/** What the command line means; a program in place of Pulumi notes what reaches it. Does not prove what Pulumi makes of it. */
let pulumi: FakePulumi;
const isDeployed = {
  "stack output": { stdout: JSON.stringify({ ...deployed, platform: "kubernetes" }) },
  "stack history": { stdout: "[]" },
};

beforeEach(() => {
  for (const method of ["log", "error"] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, "write").mockReturnValue(true);
  delete process.env["BALLAST_STACK"];
  answering(isDeployed);
});
afterEach(() => {
  jest.restoreAllMocks();
  pulumi.remove();
});

function answering(answers: ConstructorParameters<typeof FakePulumi>[0]): void {
  pulumi = new FakePulumi(answers);
  jest.mocked(engine.readyToolchain).mockResolvedValue({ ...pulumi.engine, parts: [] });
  jest.mocked(engine.presentEngine).mockResolvedValue(pulumi.engine);
}

async function run(line: string): Promise<number> {
  let code = -1;
  const argv = line.split(" ");
  try {
    await createProgram(argv, (exitCode) => (code = exitCode)).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommandError) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    throw error;
  }
}

test.each([
  ["up --yes", "up --yes --policy-pack policies --stack dev"],
  ["up -yf -s prod", "up --yes --skip-preview --policy-pack policies --stack prod"],
  ["up --target urn:x --yes --parallel 4", "up --yes --target urn:x --parallel 4 --policy-pack policies --stack dev"],
  ["up --yes --json --config=a:b=c -m words", "up --yes --json --config=a:b=c -m words --policy-pack policies --stack dev"],
  ["preview", "preview --policy-pack policies --stack dev"],
  [
    "preview --diff --policy-pack mine --expect-no-changes",
    "preview --expect-no-changes --diff --policy-pack mine --policy-pack policies --stack dev",
  ],
  ["preview --stack org/ballast/dev", "preview --policy-pack policies --stack org/ballast/dev"],
  ["down --yes --refresh", "destroy --exclude-protected --yes --refresh --stack dev"],
])("%s runs pulumi %s", async (line, call) => {
  expect(await run(line)).toBe(exit.done);
  expect(pulumi.changes()).toEqual([call]);
});

test("BALLAST_STACK names the stack, and --stack comes before it", async () => {
  process.env["BALLAST_STACK"] = "prod";
  await run("preview");
  await run("preview -s dev");
  expect(pulumi.changes()).toEqual(["preview --policy-pack policies --stack prod", "preview --policy-pack policies --stack dev"]);
});

test.each([
  "stats",
  "status --jsn",
  "status --wait",
  "wait --timeout 0",
  "wait --timeout soon",
  "wait --timeout -1",
  "logs --tail x",
  "logs --since yesterday",
  "status a b",
  "status --watch redis",
  "status --stack --json",
  "status --stack ../x",
  "status no-such-service",
  "doctor --fix",
  "env x",
  "test no-such-suite",
  "up dev",
  "preview prod",
  "down dev --yes",
  "down --yes --confirm-data dev",
  "",
])("`%s` is refused, and reaches nothing", async (line) => {
  expect(await run(line)).toBe(exit.usage);
  expect(pulumi.changes()).toEqual([]);
});

test.each(["up", "up --json", "down", "down --data", "down --data --yes", "down --data --confirm-data dev"])(
  "`%s` without a terminal changes nothing",
  async (line) => {
    expect(await run(line)).toBe(exit.notConfirmed);
    expect(pulumi.changes()).toEqual([]);
  },
);

test("data is unprotected and deleted only after everything else has stopped", async () => {
  expect(await run("down --yes --data --confirm-data dev")).toBe(exit.done);
  expect(pulumi.changes()).toEqual([
    "destroy --exclude-protected --yes --stack dev",
    "state unprotect --all --yes --stack dev",
    "destroy --skip-preview --yes --stack dev",
  ]);
});

test("when stopping fails, data stays protected", async () => {
  pulumi.remove();
  answering({ ...isDeployed, "destroy --exclude-protected": { exitCode: 1 } });
  expect(await run("down --yes --data --confirm-data dev")).toBe(1);
  expect(pulumi.changes()).toEqual(["destroy --exclude-protected --yes --stack dev"]);
});

test("without a stack there is nothing to stop, and that is no error", async () => {
  pulumi.remove();
  answering({ "stack output": { exitCode: 6 } });
  expect(await run("down")).toBe(exit.done);
  expect(await run("status")).toBe(exit.missing);
  expect(await run("up --yes --stack nowhere")).toBe(exit.usage);
  expect(pulumi.changes()).toEqual([]);
});

test("a failed update keeps Pulumi's exit code", async () => {
  pulumi.remove();
  answering({ ...isDeployed, "up --yes": { exitCode: 5 } });
  expect(await run("up --yes")).toBe(5);
});

test("a stack on Kubernetes is not called healthy by asking Docker", async () => {
  for (const line of ["status", "wait", "logs"]) expect(await run(line)).toBe(exit.couldNotAsk);
});
