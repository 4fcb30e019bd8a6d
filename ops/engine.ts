import { ensureToolchain, inspectToolchain, type Toolchain } from "../toolchain";
import { CommandError, exit } from "./exit";

/** The toolchain, brought here first where it is missing; its progress goes to standard error, which leaves standard output to the result. */
export function readyToolchain(): Promise<Toolchain> {
  return ensureToolchain((line) => console.error(line));
}

/**
 * The toolchain as `up` left it: a question about a stack is no reason to build one.
 * @throws CommandError when a part is missing
 */
export async function presentToolchain(): Promise<Toolchain> {
  const missing = (await inspectToolchain()).filter((part) => part.state !== "ready");
  if (missing.length === 0) return ensureToolchain(() => {});
  const names = missing.map((part) => `${part.name} (${part.state})`).join(", ");
  throw new CommandError(
    `the toolchain is not complete: ${names}\nFix: \`./ballast doctor\` says why, \`./ballast up\` brings what is missing`,
    exit.couldNotAsk,
  );
}
