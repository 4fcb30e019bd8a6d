import { z } from "zod";
import { CommandError, exit } from "../../exit";
import type { Place } from "../../keys/drill-container";

/** What a volume of the stack holds before anything of the stack runs. */
export interface Filling {
  place: Place;
  /** As the program calls it. */
  volume: string;
  /** Somebody may write to the place meanwhile: there is nothing to compare with. */
  live: boolean;
}

/** The volumes of a stack that is made anew. What they are filled from is only read. */
export interface Volumes {
  /**
   * Looks whether they can be made and filled; changes nothing.
   * @param existing URNs of what the stack has
   * @returns what was found
   * @throws CommandError when they cannot
   */
  check(fillings: Filling[], existing: string[]): Promise<string>;
  /**
   * Makes them, fills them, or goes on with those that were being filled, and compares every file where that is possible.
   * @returns what was done
   * @throws CommandError when one holds something else
   */
  fill(fillings: Filling[]): Promise<string>;
}

const kubernetes = z.object({ context: z.string() });

/** Where the configuration that a backup keeps says that the stack runs. @returns the context of the cluster; undefined for Docker */
export function contextIn(config: Record<string, unknown>): string | undefined {
  if ((config["ballast:platform"] ?? "docker") === "docker") return undefined;
  const found = kubernetes.safeParse(config["ballast:kubernetes"]);
  if (found.success) return found.data.context;
  throw new CommandError("configuration of the backup: got no ballast:kubernetes.context, must have one", exit.couldNotAsk);
}

/** In a volume while it is filled: a copy without an end is not taken for one. */
export const unfinished = ".ballast-copying";
