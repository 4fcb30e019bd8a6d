import { spawnSync } from "node:child_process";
import { cleaningUp } from "../../toolchain/processes";
import { lastLine, run, type Ran } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import { drillArguments, drillInput, snapshotArguments, type DrillContainer, type SnapshotContainer } from "./drill-container";

/**
 * Asks something of a repository in a container as that of a drill. The answer is kept by nobody but the caller.
 * @throws CommandError with the last line when it fails
 */
export const inContainer = (
  { passphrase, ...container }: Omit<DrillContainer, "name" | "command"> & { passphrase: string },
  command: string[],
): Promise<Ran> => asked(command, (name) => drillArguments({ ...container, name, command }), drillInput(passphrase, ""));

/** Asks something of snapshots of Redis, without what opens them. @throws as `inContainer` does */
export const besideSnapshots = (container: Omit<SnapshotContainer, "name" | "command">, command: string[]): Promise<Ran> =>
  asked(command, (name) => snapshotArguments({ ...container, name, command }), "\n");

function asked(command: string[], words: (name: string) => string[], input: string): Promise<Ran> {
  const name = `ballast-drill-${process.pid}-${Date.now()}`;
  const remove = (): void => void spawnSync("docker", ["rm", "--force", "--volumes", name], { stdio: "ignore" });
  return cleaningUp(remove, async () => {
    const ran = await run("docker", words(name), { input });
    if (ran.code !== 0) throw new CommandError(`${command.slice(0, 2).join(" ")}: ${lastLine(ran)}`, exit.couldNotAsk);
    return ran;
  });
}
