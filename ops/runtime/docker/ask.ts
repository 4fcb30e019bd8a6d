import { z } from "zod";
import { CommandError, exit } from "../../exit";
import { capture } from "../../run";

/** Milliseconds a question to Docker may take before the answer is "could not ask". */
const timeout = 15_000;

/**
 * All containers in one call, by name; those that do not exist are left out.
 * @param part what is to be known of each
 * @throws CommandError when Docker could not be asked: never the same as "missing"
 */
export async function inspectContainers<T extends { Name: string }>(names: string[], part: z.ZodType<T>): Promise<Map<string, T>> {
  if (names.length === 0) return new Map();
  const { exitCode, stdout, stderr } = await docker("inspect", "--type", "container", ...names);
  const complaints = stderr.split("\n").filter((line) => line.trim() !== "" && !/no such (container|object)/i.test(line));
  if (exitCode !== 0 && (complaints.length > 0 || stderr.trim() === "")) throw couldNotAsk(complaints);
  const containers = z.array(part).parse(JSON.parse(stdout));
  return new Map(containers.map((container) => [container.Name, container]));
}

/** Removes volumes; those that do not exist are no error. */
export async function removeVolumes(names: string[]): Promise<void> {
  if (names.length === 0) return;
  const { exitCode, stderr } = await docker("volume", "rm", "--force", ...names);
  if (exitCode !== 0) throw new CommandError(`Docker did not remove every volume: ${stderr.trim()}`);
}

export const docker = (...args: string[]) => capture("docker", args, { timeout, env: process.env });

export const couldNotAsk = (complaints: string[]): CommandError =>
  new CommandError(
    `could not ask Docker: ${[...new Set(complaints)].join(" ") || "it said nothing"}\nFix: \`./ballast doctor\` checks the Docker engine`,
    exit.couldNotAsk,
  );
