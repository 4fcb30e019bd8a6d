import { statSync } from "node:fs";
import { resolve } from "node:path";
import { run } from "../../toolchain/run";
import { CommandError, exit } from "../exit";
import type { Place } from "./drill-container";

/**
 * As Docker takes it: what has a slash in it is a folder, anything else a volume.
 * @param option whose value it is
 * @throws CommandError when there is none: Docker would make an empty one
 */
export async function placeOf(option: string, place: string): Promise<Place> {
  if (place.includes("/")) {
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) return { folder: resolve(place) };
    throw refused(option, place, "no folder");
  }
  if ((await run("docker", ["volume", "inspect", place])).code === 0) return { volume: place };
  throw refused(option, place, "no volume of this Docker engine");
}

/** For people. */
export const placeText = (place: Place): string => ("volume" in place ? `volume ${place.volume}` : `folder ${place.folder}`);

const refused = (option: string, place: string, what: string): CommandError =>
  new CommandError(
    `${option}: got ${place}, which is ${what}; allowed is the name of a volume, or a folder, which has a / in it, as in ./kept`,
    exit.usage,
  );
