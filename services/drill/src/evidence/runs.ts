import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is kept of: each verification, and each whole stack that was rebuilt from backups. */
export const kinds = ["runs", "rebuilds"] as const;
export type Kind = (typeof kinds)[number];

/** A year of daily ones. */
const kept = 366;

/** Where the evidence of every verification is, one file each. */
export const runsFolder = (folder: string) => join(folder, "runs" satisfies Kind);

/** @returns names of files, which are times: oldest first; none where there was nothing to keep */
export function runsIn(folder: string, kind: Kind = "runs"): string[] {
  try {
    return readdirSync(join(folder, kind))
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Keeps a document, and gives up the oldest. */
export function keepRun(folder: string, kind: Kind, document: { finishedAt: string }): void {
  mkdirSync(join(folder, kind), { recursive: true });
  replaceFile(join(folder, kind, `${document.finishedAt.replaceAll(":", "")}.json`), `${JSON.stringify(document, null, 2)}\n`);
  for (const old of runsIn(folder, kind).slice(0, -kept)) rmSync(join(folder, kind, old));
}

/** A reader sees the old content or the new. */
export function replaceFile(path: string, content: string): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
