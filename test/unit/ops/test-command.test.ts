import { availableParallelism } from "node:os";
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { testCommand } from "../../../ops/commands/test";
import * as cluster from "../../../toolchain/cluster";
import * as engine from "../../../ops/engine";
import * as run from "../../../ops/run";

jest.mock("../../../toolchain/cluster");
jest.mock("../../../ops/engine");
jest.mock("../../../ops/run");

/** jest itself is replaced: these tests prove how it is called, and what is made of its result. */
const passed = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 };
let calls: string[];
let printed: string[];

async function runWith(line: string, results: object | undefined = passed, jestExitCode = 0, canHost = true): Promise<number> {
  calls = [];
  printed = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text.trim()));
  jest.mocked(engine.readyToolchain).mockResolvedValue({ pulumi: "pulumi", env: {}, parts: [] });
  jest.mocked(cluster.canHostCluster).mockReturnValue(canHost);
  jest.mocked(cluster.duringCluster).mockImplementation(async (_, body) => {
    calls.push("cluster up");
    const result = await body();
    calls.push("cluster as before");
    return result;
  });
  jest.mocked(run.foreground).mockImplementation((_, [, ...args]) => {
    const file = args.find((arg) => arg.startsWith("--outputFile="))?.slice("--outputFile=".length) ?? "";
    calls.push(args.filter((arg) => arg !== "--passWithNoTests" && arg !== "--json" && !arg.startsWith("--outputFile=")).join(" "));
    if (results) writeFileSync(file, JSON.stringify(results));
    return Promise.resolve(jestExitCode);
  });
  let code = -1;
  const argv = line.split(" ");
  const program = new Command();
  testCommand(program, argv, (exitCode) => (code = exitCode));
  await program.parseAsync(argv, { from: "user" });
  return code;
}

afterEach(() => jest.restoreAllMocks());

const workers = `--maxWorkers=${Math.max(2, availableParallelism())}`;

test("unit tests run without the toolchain, and before the others", async () => {
  expect(await runWith("test unit")).toBe(0);
  expect(calls).toEqual([`--selectProjects unit ${workers}`]);
  expect(engine.readyToolchain).not.toHaveBeenCalled();
  expect(await runWith("test docker engine unit")).toBe(0);
  expect(calls).toEqual([`--selectProjects unit ${workers}`, `--selectProjects docker engine ${workers}`]);
  expect(printed).toEqual(["2 passed, 0 failed"]);
});

test("what follows -- is jest's, also when it is the name of a suite", async () => {
  await runWith("test unit -- docker -t words");
  expect(calls).toEqual([`--selectProjects unit ${workers} docker -t words`]);
});

test.each([
  ["a failed test", { ...passed, numFailedTests: 1 }, 1],
  ["a file that cannot run", { ...passed, numRuntimeErrorTestSuites: 1 }, 1],
  ["no test at all", { ...passed, numPassedTests: 0 }, 0],
  ["only skipped tests", { ...passed, numPassedTests: 0, numPendingTests: 3 }, 0],
  ["a failure that jest does not count", passed, 1],
])("%s fails", async (_, results, jestExitCode) => expect(await runWith("test unit", results, jestExitCode)).toBe(1));

test("Ctrl-C ends it there", async () => {
  expect(await runWith("test", passed, 130)).toBe(130);
  expect(calls).toHaveLength(1);
});

test("tests of the cluster run last, while it is up", async () => {
  await runWith("test cluster docker");
  expect(calls).toEqual([`--selectProjects docker ${workers}`, "cluster up", "--selectProjects cluster --runInBand", "cluster as before"]);
});

test("where there can be no cluster, they run only when they are asked for, and then say why they cannot", async () => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  await runWith("test", passed, 0, false);
  expect(calls.join()).not.toContain("cluster");
  expect(console.error).toHaveBeenCalledWith("cluster: not run, the local cluster needs root on Linux");
  await runWith("test cluster", passed, 0, false);
  expect(calls).toContain("cluster up");
});
