import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Removes everything in a folder. */
export function empty(folder: string): void {
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true, force: true });
}
