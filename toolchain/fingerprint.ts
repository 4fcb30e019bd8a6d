import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** Twelve hexadecimal digits over the names and contents of a folder's files and over `also`: equal input, equal key. */
export function fingerprint(folder: string, also: string[] = []): string {
  const hash = createHash("sha256").update(JSON.stringify(also));
  for (const file of filesBelow(folder)) hash.update(`\0${relative(folder, file)}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}
