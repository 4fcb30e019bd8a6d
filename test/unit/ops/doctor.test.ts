import { Command } from "commander";
import { doctorCommand } from "../../../ops/commands/doctor";
import { exit } from "../../../ops/exit";
import * as toolchain from "../../../toolchain";
import * as cluster from "../../../toolchain/cluster";

jest.mock("../../../toolchain");
jest.mock("../../../toolchain/cluster");

async function doctor(...parts: toolchain.Part[]): Promise<{ code: number; text: string }> {
  let text = "";
  let code = -1;
  jest.spyOn(console, "log").mockImplementation((line: string) => void (text += line));
  jest.mocked(toolchain.inspectToolchain).mockResolvedValue(parts.slice(0, -1));
  jest.mocked(cluster.clusterPart).mockResolvedValue(parts.at(-1)!);
  const program = new Command();
  doctorCommand(program, (exitCode) => (code = exitCode));
  await program.parseAsync(["doctor"], { from: "user" });
  return { code, text };
}
afterEach(() => jest.restoreAllMocks());

const go: toolchain.Part = { name: "go", state: "ready", version: "1.26.0" };
const local = (state: toolchain.Part["state"]): toolchain.Part => ({ name: "local cluster", state });

test.each(["ready", "stopped", "absent"] as const)("a local cluster that is %s is nothing to mend", async (state) => {
  const { code, text } = await doctor(go, local(state));
  expect(code).toBe(exit.done);
  expect(text).toContain(`local cluster  ${state}`);
});

test("one that runs and is not usable is, as is every other part", async () => {
  const broken = await doctor(go, { ...local("broken"), detail: "the node is gone", fix: "./ballast cluster up" });
  expect(broken).toEqual({ code: exit.failed, text: expect.stringContaining("\n\nlocal cluster: ./ballast cluster up") as string });
  expect((await doctor({ ...go, state: "missing" }, local("absent"))).code).toBe(exit.failed);
});
