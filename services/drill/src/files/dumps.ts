import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { known } from "../collect/query";
import { Copy } from "../copy/copy";
import type { Collected, Unknown } from "../facts";
import { CommandFailed, run } from "../run";
import { CouldNotStart, noRoom } from "../verify/could-not-start";
import { examined, otherIdentityRefused } from "./examine";
import type { Contents, DumpFacts, FileFact, TableRows } from "./facts";
import { databasesIn, dumpFolders, metadataIn, type DumpMetadata } from "./metadata";
import { runFacts, type FilesArgs } from "./run-facts";

/** The query that the tables were counted with when the dump was made. */
const tablesQuery = "/app/dump-tables.sql";

/** One dump that is restored. */
interface Dump {
  /** Absent: it is the globals. */
  database?: string;
  told: DumpMetadata;
  /** Below the folder of all files. */
  name: string;
}

/** Restores the newest globals, and then the newest dump of every database, into a server of their own. @throws CouldNotStart when there are none */
export async function dumpFacts(args: FilesArgs): Promise<Collected<DumpFacts>> {
  const startedAt = Date.now();
  const { folder } = args;
  const globals = metadataIn<DumpMetadata>(join(folder, dumpFolders.globals)).at(-1);
  if (!globals) throw new CouldNotStart("there is no dump of what all databases share");
  const server = globals.databases ?? { unknown: "the dump was made before the server's databases were told with it" };
  const databases = databasesIn(folder).flatMap((database): Dump[] => {
    const told = metadataIn<DumpMetadata>(join(folder, dumpFolders.databases, database)).at(-1);
    // What was dropped from the server leaves its last dumps behind.
    const expected = "unknown" in server || server.includes(database);
    return told && expected ? [{ database, told, name: `${dumpFolders.databases}/${database}/${told.file}` }] : [];
  });
  const all: Dump[] = [{ told: globals, name: `${dumpFolders.globals}/${globals.file}` }, ...databases];
  const restored = await restoredAll(all, args);
  return {
    files: restored.files,
    databases: { server, dumped: databases.flatMap(({ database }) => database ?? []) },
    restored: restored.outcomes,
    contents: restored.contents,
    run: await runFacts(args, {
      startedAt,
      dataFrom: Math.min(...all.map(({ told }) => Date.parse(told.startedAt))),
      recoverySeconds: { restore: (Date.now() - startedAt) / 1000 },
      wrongRefused: restored.wrongRefused,
    }),
  };
}

interface Restored {
  files: FileFact[];
  outcomes: Collected<DumpFacts["restored"][number]>[];
  contents: Collected<Contents>[];
  wrongRefused: boolean | Unknown;
}

async function restoredAll(dumps: Dump[], args: FilesArgs): Promise<Restored> {
  const copy = new Copy(args.copy, { patienceMs: args.patienceMs, preload: "" });
  const plain = join(args.copy, "plain");
  const found: Restored = { files: [], outcomes: [], contents: [], wrongRefused: { unknown: "it was not tried" } };
  try {
    await copy.prepare();
    await run("initdb", [
      `--pgdata=${copy.data}`,
      "--username=postgres",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--locale=C.UTF-8",
    ]);
    await copy.recoverTo("newest");
    for (const { database, told, name } of dumps) {
      args.progress(`restoring ${name}`);
      const path = join(args.folder, name);
      const file = await examined(name, path, told, { identity: args.identity, plain });
      const nothing = { unknown: `${name} could not be decrypted` };
      const failedAt = file.decrypts ? await restore(plain, database, copy) : nothing;
      found.files.push(file);
      found.outcomes.push({ name, failedAt });
      if (database !== undefined) found.contents.push(await contents(copy, database, told, failedAt));
      else found.wrongRefused = await known(otherIdentityRefused(path, args.copy));
      rmSync(plain, { force: true });
    }
    return found;
  } finally {
    await copy.clear();
  }
}

/**
 * @returns where it ended early; no more than a name of an object, because errors quote rows
 * @throws CouldNotStart when there is no room
 */
async function restore(plain: string, database: string | undefined, copy: Copy): Promise<string | null> {
  const server = [`--host=${copy.folder}`, "--username=postgres", "--dbname=postgres"];
  try {
    if (database !== undefined) await run("pg_restore", [...server, "--exit-on-error", "--create", plain]);
    else {
      // Every server has this one from its beginning.
      writeFileSync(plain, readFileSync(plain, "utf8").replace(/^CREATE ROLE postgres;$/m, ""));
      await run("psql", [...server, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", `--file=${plain}`]);
    }
    return null;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    if (noRoom.test(`${error.said}\n${copy.lastWords()}`)) throw new CouldNotStart("no room for the copy", { cause: error });
    return placeIn(error.said);
  }
}

/** @returns as in `215; 1259 16386 TABLE public notes notes` and `line 12` */
function placeIn(said: string): string {
  const entry = /from TOC entry (.*)/.exec(said)?.[1];
  const line = /^psql:.*?:(\d+): /m.exec(said)?.[1];
  return entry ?? (line === undefined ? "its beginning" : `line ${line}`);
}

async function contents(
  copy: Copy,
  database: string,
  { tables }: DumpMetadata,
  failedAt: string | null | Unknown,
): Promise<Collected<Contents>> {
  const recorded = tables ?? { unknown: "the dump was made before tables were counted with it" };
  if (failedAt !== null) return { database, recorded, found: { unknown: "it was not restored to its end" } };
  const rows = copy.ask(async (query) => query(database, readFileSync(tablesQuery, "utf8")));
  return { database, recorded, found: await known(rows.then(([row]) => row?.["tables"] as TableRows[])) };
}
