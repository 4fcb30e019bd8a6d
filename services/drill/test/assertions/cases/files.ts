import type { DumpFacts, FileFacts, SnapshotFacts } from "../../../src/files/facts";
import { broken, fine, type Cases } from "../case";
import { anyCases } from "./run";

/** @param name of the first file */
const fileCases = (name: string): Cases<FileFacts> => ({
  ...anyCases,
  "file-good": [broken("it shrank", (f) => (f.files[0]!.whenMade = "shrank"), "good", `${name}: shrank: less than half of the one before`)],
  "file-recent": [
    broken("a second more", (f) => (f.files[0]!.finishedAt -= 1000), "at most 600 s old", `${name}: 601 s`),
    fine("less than a second more", (f) => (f.files[0]!.finishedAt -= 499)),
  ],
  "file-digest": [
    broken("another file", (f) => (f.files[0]!.sha256.found = "6030"), "the recorded SHA-256", `${name}: 6030, recorded 9f86`),
    broken("no file", (f) => (f.files[0]!.sha256.found = "no file"), "the recorded SHA-256", `${name}: no file, recorded 9f86`),
  ],
  "file-decrypts": [broken("another key", (f) => (f.files[0]!.decrypts = false), "decrypted", `${name}: not decrypted`)],
});

export const snapshotCases: Cases<SnapshotFacts> = {
  ...fileCases("20261125T115000Z.rdb.age"),
  "redis-checked": [
    broken("one less", (f) => (f.redis.checked.found = 14), "15 keys", "14 keys"),
    broken("cut short", (f) => (f.redis.checked.found = null), "15 keys", "no whole snapshot"),
  ],
  "redis-loads": [broken("it refuses", (f) => (f.redis.loads = false), "loaded", "not loaded")],
  "redis-keys": [
    broken("one hash less", (f) => (f.redis.keys.found[2]!.keys = 2), "the keys that were recorded", "database 0, hash: keys is 2, was 3"),
    broken(
      "in another database",
      (f) => (f.redis.keys.found[2]!.database = "1"),
      "the keys that were recorded",
      "database 0, hash: missing; database 1, hash: not in the manifest",
    ),
  ],
  "redis-persists": [
    broken(
      "no append-only file",
      (f) => (f.redis.persistence.appendOnly = false),
      "append-only file on, last save ok",
      "append-only file off, last save ok",
    ),
    broken(
      "it could not save",
      (f) => (f.redis.persistence.lastSave = "err"),
      "append-only file on, last save ok",
      "append-only file on, last save err",
    ),
  ],
  "redis-starts-again": [
    broken(
      "one string less",
      (f) => (f.redis.persistence.keys[3]!.keys = 11),
      "the keys of the snapshot",
      "database 0, string: keys is 11, was 12",
    ),
  ],
};

export const dumpCases: Cases<DumpFacts> = {
  ...fileCases("globals/20261125T115000Z.sql.age"),
  "dumps-complete": [
    broken("one without", (f) => (f.databases.dumped = ["app"]), "a dump of each", "database shop: none"),
    fine("one that was dropped", (f) => (f.databases.server = ["app"])),
  ],
  "dumps-restore": [
    broken(
      "a table",
      (f) => (f.restored[1]!.failedAt = "215; 1259 16386 TABLE public orders app"),
      "restored to the end",
      "databases/app/20261125T115001Z.dump.age: ended at 215; 1259 16386 TABLE public orders app",
    ),
  ],
  "dumps-rows": [
    broken(
      "one row less",
      (f) => (f.contents[0]!.found[1]!.rows = 4999),
      "the tables that were recorded",
      "app: public.parent: rows is 4999, was 5000",
    ),
    broken("no table", (f) => f.contents[0]!.found.pop(), "the tables that were recorded", "app: public.parent: missing"),
  ],
};
