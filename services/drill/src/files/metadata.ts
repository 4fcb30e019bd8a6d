import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CouldNotStart } from "../verify/could-not-start";
import type { TableRows } from "./facts";

/** What was told about a file when it was made, beside it. A file without it is no backup. */
export interface Metadata {
  file: string;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  sizeBytes: number;
  sha256: string;
  outcome: "good" | "shrank";
}

export interface SnapshotMetadata extends Metadata {
  keys: number;
  databases: Census;
}

/** Database → its keys, those that expire, and of each type those that do not. */
export type Census = Record<string, { keys: number; expires: number; persistent: Record<string, number> }>;

/** Absent: made before it was told. */
export interface DumpMetadata extends Metadata {
  /** With the globals: those of the server. */
  databases?: string[] | null;
  /** With a database. */
  tables?: TableRows[] | null;
}

/** Of a snapshot it is the folder of all files itself. */
export const dumpFolders = { globals: "globals", databases: "databases" };

/** @returns of each file in a folder, oldest first @throws CouldNotStart for one that cannot be read */
export function metadataIn<M extends Metadata>(folder: string): M[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), "utf8")) as M;
    } catch (error) {
      throw new CouldNotStart(`${join(folder, name)} cannot be read: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** @returns folders of all databases that were dumped, by name */
export function databasesIn(folder: string): string[] {
  const all = join(folder, dumpFolders.databases);
  return existsSync(all) ? readdirSync(all).sort() : [];
}
