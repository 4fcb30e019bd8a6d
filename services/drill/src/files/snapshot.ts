import { join } from "node:path";
import { known } from "../collect/query";
import { empty } from "../copy/empty";
import { defectIn } from "../defect";
import type { Collected } from "../facts";
import { CommandFailed, run } from "../run";
import { CouldNotStart } from "../verify/could-not-start";
import { examined, otherIdentityRefused } from "./examine";
import type { Redis, SnapshotFacts } from "./facts";
import { metadataIn, type SnapshotMetadata } from "./metadata";
import { runFacts, type FilesArgs } from "./run-facts";
import { keyCounts, keysOf, NotLoaded, withRedis, type Ask } from "./redis-server";

/** The script that the snapshot's keys were counted with. */
const script = "/app/census.lua";

/** Loads a snapshot, and leaves nothing of it. @param file @default the newest @throws CouldNotStart when there is none */
export async function snapshotFacts(args: FilesArgs, file?: string): Promise<Collected<SnapshotFacts>> {
  const all = metadataIn<SnapshotMetadata>(args.folder);
  const told = file === undefined ? all.at(-1) : all.find((one) => one.file === file);
  if (!told) throw new CouldNotStart(file === undefined ? "there is no snapshot" : `there is no snapshot ${file}`);
  empty(args.copy);
  try {
    return await factsOf(told, args);
  } finally {
    empty(args.copy);
  }
}

async function factsOf(told: SnapshotMetadata, args: FilesArgs): Promise<Collected<SnapshotFacts>> {
  const { folder, copy, identity, progress } = args;
  const startedAt = Date.now();
  const path = join(folder, told.file);
  progress(`loading ${told.file}`);
  const file = await examined(told.file, path, told, { identity, plain: join(copy, "dump.rdb") });
  const decryptedAt = Date.now();
  const redis = file.decrypts ? await loaded(told, args) : { unknown: "it could not be decrypted" };
  return {
    files: [file],
    redis,
    run: await runFacts(args, {
      startedAt,
      dataFrom: Date.parse(told.startedAt),
      recoverySeconds: { decrypt: (decryptedAt - startedAt) / 1000, load: (Date.now() - decryptedAt) / 1000 },
      wrongRefused: await known(otherIdentityRefused(path, copy)),
    }),
  };
}

async function loaded(told: SnapshotMetadata, args: FilesArgs): Promise<Collected<Redis>> {
  const { copy, patienceMs } = args;
  const checked = { recorded: told.keys, found: await checkedKeys(join(copy, "dump.rdb")) };
  const recorded = keyCounts(told.databases);
  try {
    const { found, ...saved } = await withRedis(copy, { appendOnly: false, patienceMs }, async (ask) => ({
      found: await keysOf(ask, script),
      ...(await persisted(ask, patienceMs)),
    }));
    const keys = await known(withRedis(copy, { appendOnly: true, patienceMs }, (ask) => keysOf(ask, script)));
    return { checked, loads: true, keys: { recorded, found }, persistence: { ...saved, keys } };
  } catch (error) {
    if (defectIn(error)) throw error;
    const unknown = { unknown: (error as Error).message };
    return { checked, loads: error instanceof NotLoaded ? false : unknown, keys: unknown, persistence: unknown };
  }
}

/** @returns null when it is no whole snapshot */
async function checkedKeys(path: string): Promise<number | null> {
  try {
    const said = (await run("redis-check-rdb", [path])).toString();
    const keys = /^\[info\] (\d+) keys read$/m.exec(said)?.[1];
    return keys === undefined ? null : Number(keys);
  } catch (error) {
    if (error instanceof CommandFailed) return null;
    throw error;
  }
}

/** Switches persistence on, and waits until everything is written. */
async function persisted(ask: Ask, patienceMs: number): Promise<Pick<Redis["persistence"], "appendOnly" | "lastSave">> {
  await ask("CONFIG", "SET", "appendonly", "yes");
  const end = Date.now() + patienceMs;
  let info = await persistence(ask);
  while (info("aof_rewrite_in_progress") !== "0" || info("aof_rewrite_scheduled") !== "0") {
    if (Date.now() > end) throw new Error(`the append-only file was not written within ${patienceMs / 1000} s`);
    info = await persistence(ask);
  }
  await ask("SAVE");
  info = await persistence(ask);
  return {
    appendOnly: info("aof_enabled") === "1" && info("aof_last_bgrewrite_status") === "ok",
    lastSave: info("rdb_last_bgsave_status") === "ok" ? "ok" : "err",
  };
}

async function persistence(ask: Ask): Promise<(field: string) => string | undefined> {
  const text = await ask("INFO", "persistence");
  return (field) => new RegExp(`^${field}:(\\w+)\r?$`, "m").exec(text)?.[1];
}
