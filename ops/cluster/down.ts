import { InvalidArgumentError } from "commander";
import { clusterParts, type ClusterPart } from "../../toolchain/cluster";
import { CommandError, exit } from "../exit";
import { ask } from "../confirm";

export const partNames = Object.keys(clusterParts) as ClusterPart[];

/** @param text as in "data,images"; "all" is every part. @throws InvalidArgumentError */
export function partsOf(text: string): ClusterPart[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("all")) return partNames;
  const unknown = names.filter((name) => !(partNames as string[]).includes(name));
  if (unknown.length === 0) return names as ClusterPart[];
  throw new InvalidArgumentError(`Allowed are ${partNames.join(", ")} and all, with commas between.`);
}

/**
 * Which parts to delete: those named, or on a terminal those that are confirmed one by one.
 * @param present parts of which there is something
 * @throws CommandError when it is not confirmed, or there is nobody to ask
 */
export async function confirmedParts(
  named: ClusterPart[] | undefined,
  yes: boolean,
  present: ClusterPart[],
  interactive: boolean,
): Promise<ClusterPart[]> {
  if (yes) return named ?? [];
  if (!interactive) {
    throw new CommandError(
      `not confirmed, and no terminal to ask at: nothing was changed\nFix: ./ballast cluster down --yes${named ? ` --delete ${named.join(",")}` : ""}`,
      exit.notConfirmed,
    );
  }
  if ((await ask("This stops the local cluster and every stack on it. Go on? (yes) ")) !== "yes") {
    throw new CommandError("not confirmed: nothing was changed", exit.notConfirmed);
  }
  const confirmed: ClusterPart[] = [];
  for (const part of named ?? present) {
    if ((await ask(`Delete ${part}: ${clusterParts[part]}? (delete ${part}, or Enter to keep it) `)) === `delete ${part}`)
      confirmed.push(part);
  }
  return confirmed;
}
