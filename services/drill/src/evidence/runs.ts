import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Where the evidence of every run is, one file each. */
export const runsFolder = (folder: string) => join(folder, "runs");

/** @returns names of its files, which are times: oldest first; none where there was no run */
export function runsIn(folder: string): string[] {
  try {
    return readdirSync(runsFolder(folder))
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
