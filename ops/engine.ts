import { ensureToolchain, inspectToolchain, isPlugin, pulumiEnv, type Toolchain } from "../toolchain";
import { pathsOf } from "../toolchain/paths";
import { CommandError, exit } from "./exit";

/** What it takes to run `pulumi`. */
export type Engine = Pick<Toolchain, "env" | "pulumi">;

/** The toolchain, brought here first where it is missing; its progress goes to standard error, which leaves standard output to the result. */
export function readyToolchain(): Promise<Toolchain> {
  return ensureToolchain((line) => console.error(line));
}

/**
 * The command line as `up` left it: a question about a stack is no reason to build or to start anything, and needs no other part.
 * @throws CommandError when it is not here
 */
export async function presentEngine(): Promise<Engine> {
  const parts = await inspectToolchain();
  const cli = parts.find(({ name }) => name === "pulumi CLI");
  if (cli?.state !== "ready" || cli.path === undefined) {
    throw new CommandError(
      `could not ask Pulumi: it is not here\nFix: ./ballast up brings it, ./ballast doctor says more`,
      exit.couldNotAsk,
    );
  }
  const added = pulumiEnv(process.env, pathsOf(process.env), { path: cli.path }, parts.filter(isPlugin));
  return { env: { ...process.env, ...added }, pulumi: cli.path };
}
