import { isAlive } from "../../toolchain/lock";
import { lastLine, run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import { drillLabel } from "./drill-container";

/** Containers whose program was killed before it could remove them hold a copy of the data. One that still runs is left to its end. */
export async function removeLeftDrills(): Promise<void> {
  const format = `{{.ID}} {{.Label "${drillLabel}"}}`;
  const listed = await run("docker", ["ps", "--all", "--filter", `label=${drillLabel}`, "--filter", "status=exited", "--format", format]);
  if (listed.code !== 0) throw new CommandError(`could not ask Docker: ${lastLine(listed)}`, exit.couldNotAsk);
  const left = listed.stdout.split("\n").flatMap((line) => {
    const [id = "", pid] = line.split(" ");
    return pid !== undefined && !isAlive(Number(pid)) ? [id] : [];
  });
  if (left.length > 0) await run("docker", ["rm", "--force", "--volumes", ...left]);
}
