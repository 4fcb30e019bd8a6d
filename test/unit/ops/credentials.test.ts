import { createProgram } from "../../../ops/program";
import * as engine from "../../../ops/engine";
import { CommandError, exit } from "../../../ops/exit";
import { checkShown } from "../../../ops/commands/credentials";
import { deployed, FakePulumi } from "./fake-pulumi";

jest.mock("../../../ops/engine");

/** SE1: who gets to see a value. Does not prove that Pulumi keeps it encrypted: test/engine/consumer.test.ts and test/docker do. */
const pulumi = new FakePulumi({
  "stack output secrets --show-secrets --json": { stdout: '{"redis-admin-password":"hush"}' },
  "stack output --json": { stdout: JSON.stringify({ ...deployed, secrets: "[secret]" }) },
});
let printed: string[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.mocked(engine.presentEngine).mockResolvedValue(pulumi.engine);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => pulumi.remove());

async function run(...words: string[]): Promise<number> {
  let code = -1;
  const argv = ["credentials", ...words];
  await createProgram(argv, (exitCode) => (code = exitCode)).parseAsync(argv, { from: "user" });
  return code;
}

test("lists every credential, and no value", async () => {
  expect(await run()).toBe(exit.done);
  expect(printed).toEqual([
    `NAME                  PURPOSE        STORE  OWNER  LOGIN          VERSION
redis-admin-password  administrator  redis  redis  ballast_admin  2
redis-key             encryption     redis  redis                 1`,
  ]);
});

test("lists them as JSON as the contract has them", async () => {
  await run("--json");
  expect(JSON.parse(printed.join())).toEqual(deployed.credentials);
});

test("prints the value of one where that was asked for, and nothing else", async () => {
  expect(await run("redis-admin-password", "--show")).toBe(exit.done);
  expect(printed).toEqual(["hush"]);
});

test("prints one as JSON with its value", async () => {
  await run("redis-admin-password", "--show", "--json");
  expect(JSON.parse(printed.join())).toEqual({
    name: "redis-admin-password",
    ...deployed.credentials["redis-admin-password"],
    value: "hush",
  });
});

test("a file or a pipe gets no value unless that was asked for", () => {
  expect(() => checkShown("redis-key", false, true)).not.toThrow();
  expect(() => checkShown("redis-key", true, false)).not.toThrow();
  expect(() => checkShown("redis-key", false, false)).toThrow(
    new CommandError(
      "credential redis-key: standard output is no terminal, so its value was not printed\nFix: ./ballast credentials redis-key --show",
    ),
  );
});

test.each([
  ["no name", ["--show"], exit.usage, "--show: got it without a name, allowed is one credential\nFix: name it"],
  [
    "a name that there is not",
    ["toString", "--show"],
    exit.usage,
    'credential: got "toString", allowed is one of redis-admin-password, redis-key',
  ],
  ["a value that is not there", ["redis-key", "--show"], exit.couldNotAsk, "credential redis-key: the stack's outputs have no value of it"],
])("fails for %s", async (_what, words, exitCode, message) => {
  await expect(run(...words)).rejects.toMatchObject({ exitCode, message });
  expect(printed).toEqual([]);
});
