import { statSync } from "node:fs";
import { resolve } from "node:path";
import { run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import type { DrillContainer } from "./drill-container";

/**
 * As Docker takes it: what has a slash in it is a folder, anything else a volume.
 * @throws CommandError when there is none: Docker would make an empty one
 */
export async function repositoryPlace(place: string): Promise<DrillContainer["repository"]> {
  if (place.includes("/")) {
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) return { folder: resolve(place) };
    throw refused(place, "no folder");
  }
  if ((await run("docker", ["volume", "inspect", place])).code === 0) return { volume: place };
  throw refused(place, "no volume of this Docker engine");
}

const refused = (place: string, what: string): CommandError =>
  new CommandError(
    `--repository: got ${place}, which is ${what}; allowed is the name of a volume, or a folder, which has a / in it, as in ./repository`,
    exit.usage,
  );
