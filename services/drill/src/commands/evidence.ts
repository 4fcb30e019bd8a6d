import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runsFolder, runsIn } from "../evidence/runs";

/**
 * Prints files of evidence as they are, oldest first, a line of JSON each, and at last how many: whoever reads them checks the signatures,
 * and sees whether the end is there.
 * @returns its exit code
 */
export function evidenceCommand(folder: string, newest: number): number {
  const names = runsIn(folder);
  const shown = names.slice(-newest);
  for (const name of shown) console.log(JSON.stringify({ file: name, text: readFileSync(join(runsFolder(folder), name), "utf8") }));
  console.log(JSON.stringify({ files: shown.length, all: names.length }));
  return 0;
}
