import { join } from "node:path";
import { ensureToolchain } from "../../toolchain";
import { run } from "../support/test-stack";
import type { Benchmark, Context, Measured } from "./benchmark";
import { alternate, seconds } from "./measure";
import { root } from "./stacks";

type Command = [string, ...string[]];

const ballast = join(root, "ballast");
const versions: Command[] = [
  ["pulumi", "version"],
  ["pulumi", "plugin", "ls", "--json"],
  ["docker", "version"],
];

/** What each command costs before it does anything. No targets: the plain side does less. */
export const commands: Benchmark = {
  name: "commands",
  about: "what the commands cost, against the plain commands they stand for",
  async run(context) {
    const { env, name } = await context.deployed();
    const time = (...list: Command[]) => seconds(() => inTurn(list, env));
    const output: Command = ["pulumi", "-C", root, "stack", "output", "--json", "--stack", name, "--non-interactive"];
    return [
      await compare(
        context,
        "./ballast --help",
        () => time([ballast, "--help"]),
        "node -e 0",
        () => time(["node", "-e", "0"]),
      ),
      await compare(
        context,
        "./ballast status",
        () => time([ballast, "status", "--stack", name]),
        "pulumi stack output --json",
        () => time(output),
      ),
      await compare(
        context,
        "./ballast doctor",
        () => time([ballast, "doctor"]),
        said(versions),
        () => time(...versions),
      ),
      await compare(
        context,
        "ensureToolchain, all here",
        () => seconds(() => ensureToolchain(() => undefined)),
        said(versions),
        () => time(...versions),
      ),
    ];
  },
};

async function compare(
  context: Context,
  what: string,
  ours: () => Promise<number>,
  against: string,
  plain: () => Promise<number>,
): Promise<Measured> {
  return { what, against, ratio: "ours/plain", notes: [], ...(await alternate(context, { what, ours, plain, runs: context.runs(5) })) };
}

async function inTurn(list: Command[], env: NodeJS.ProcessEnv): Promise<void> {
  for (const [program, ...args] of list) {
    const { code, output } = await run(program, args, env);
    if (code !== 0) throw new Error(`${[program, ...args].join(" ")} exited with ${code}: ${output}`);
  }
}

const said = (list: Command[]): string => list.map((command) => command.join(" ")).join("; ");
