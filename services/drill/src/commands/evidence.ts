import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signingKey, signed } from "../evidence/signature";
import { keepRun, runsIn, type Kind } from "../evidence/runs";
import { secret } from "./settings";

/**
 * Prints files of evidence as they are, oldest first, a line of JSON each, and at last how many: whoever reads them checks the signatures,
 * and sees whether the end is there.
 * @returns its exit code
 */
export function evidenceCommand(folder: string, kind: Kind, newest: number): number {
  const names = runsIn(folder, kind);
  const shown = names.slice(-newest);
  for (const name of shown) console.log(JSON.stringify({ file: name, text: readFileSync(join(folder, kind, name), "utf8") }));
  console.log(JSON.stringify({ files: shown.length, all: names.length }));
  return 0;
}

/**
 * Keeps what became of a stack that was rebuilt from the backups, signed as evidence is.
 * @param text JSON with the time `finishedAt`
 * @returns its exit code
 */
export function keepCommand(folder: string, text: string): number {
  const record = JSON.parse(text) as { finishedAt?: unknown };
  const { finishedAt } = record;
  if (typeof finishedAt !== "string" || new Date(finishedAt).toISOString() !== finishedAt) {
    throw new Error(`RECORD: got finishedAt ${JSON.stringify(finishedAt)}, allowed is a time as in "2026-01-31T12:00:00.000Z"`);
  }
  keepRun(folder, "rebuilds", signed({ ...record, finishedAt }, signingKey(secret("evidence-key"))));
  return 0;
}
