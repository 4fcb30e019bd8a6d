import { join } from "node:path";
import { databasesIn, dumpFolders, metadataIn, type Metadata } from "../files/metadata";

/** What files there are. Sizes in bytes. */
export interface FilesThere {
  count: number;
  sizeBytes: number;
  /** Null where there is none. */
  newest: Pick<Metadata, "file" | "finishedAt" | "outcome"> | null;
}

/** Prints what files there are. @returns its exit code */
export function filesCommand(folder: string): number {
  console.log(JSON.stringify(filesIn(folder)));
  return 0;
}

export function filesIn(folder: string): FilesThere {
  const folders = [".", dumpFolders.globals, ...databasesIn(folder).map((database) => join(dumpFolders.databases, database))];
  const all = folders.flatMap((each) => metadataIn(join(folder, each)).map((told) => ({ ...told, file: join(each, told.file) })));
  const newest = all.reduce<Metadata | undefined>((found, one) => (found && found.finishedAt > one.finishedAt ? found : one), undefined);
  return {
    count: all.length,
    sizeBytes: all.reduce((sum, one) => sum + one.sizeBytes, 0),
    newest: newest ? { file: newest.file, finishedAt: newest.finishedAt, outcome: newest.outcome } : null,
  };
}
