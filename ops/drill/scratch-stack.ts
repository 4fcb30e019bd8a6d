import { existsSync } from "node:fs";
import { join } from "node:path";
import { lastLine, run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import { projectRoot } from "../project";
import type { Stack } from "../stack";
import { fileName } from "../stack-file";

export interface ScratchStack {
  name: string;
  /**
   * Destroys it with its data, and forgets it.
   * @param prefix of its names, on Docker
   * @throws CommandError when something stays
   */
  remove(prefix: string | undefined): Promise<void>;
}

/** Nothing is destroyed that was there before. @throws CommandError for a stack that is there, or is configured */
export async function scratchStack(stack: Stack): Promise<ScratchStack> {
  const { name } = stack;
  if ((await stack.resources()) !== undefined || existsSync(join(projectRoot, fileName(name)))) {
    throw new CommandError(
      `--as: got ${name}, which is there; allowed is a stack that is not, and has no ${fileName(name)}\n` +
        `Fix: name another; or where an interrupted drill left it: ./ballast down --stack ${name} --data, and remove the file`,
      exit.usage,
    );
  }
  return {
    name,
    async remove(prefix) {
      if ((await stack.resources()) !== undefined) {
        const code = await stack.remove();
        if (code !== 0)
          throw new CommandError(`pulumi destroy failed with exit code ${code}: stack ${name} is still there\nFix: ${down(name)}`);
      }
      if (prefix !== undefined) await removeVolumes(prefix);
    },
  };
}

const down = (name: string): string => `./ballast down --stack ${name} --data`;

/** What was filled before Pulumi came to it. */
async function removeVolumes(prefix: string): Promise<void> {
  const left = await run("docker", ["volume", "ls", "--quiet", "--filter", `label=ballast.stack=${prefix}`]);
  const names = left.stdout.split("\n").filter((name) => name !== "");
  const removed = left.code === 0 && names.length > 0 ? await run("docker", ["volume", "rm", ...names]) : left;
  if (removed.code !== 0) throw new CommandError(`volumes of the drill are still there: ${lastLine(removed)}`);
}
