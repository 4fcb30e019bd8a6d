import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesIn } from "../../src/commands/files";
import { databasesIn, metadataIn } from "../../src/files/metadata";
import { keyCounts } from "../../src/files/redis-server";
import { CouldNotStart } from "../../src/verify/could-not-start";

/** What is read beside files. Does not prove that one can be restored: test/docker/dumps.test.ts does. */
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "files-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const told = (file: string, finishedAt: string) => JSON.stringify({ file, finishedAt, sizeBytes: 10, sha256: "9f86", outcome: "good" });

test("what has no metadata is no file; the rest comes oldest first", () => {
  write("2.json", told("2.rdb.age", "2026-11-26T02:00:00Z"));
  write("1.json", told("1.rdb.age", "2026-11-25T02:00:00Z"));
  write("3.rdb.age", "not told of");
  expect(metadataIn(folder).map(({ file }) => file)).toEqual(["1.rdb.age", "2.rdb.age"]);
  expect(metadataIn(join(folder, "none"))).toEqual([]);
});

test("metadata that cannot be read says nothing of any file", () => {
  write("1.json", "{");
  expect(() => metadataIn(folder)).toThrow(CouldNotStart);
});

test("all files of dumps are counted, and the newest is named with its folder (BR5)", () => {
  write("globals/1.json", told("1.sql.age", "2026-11-25T02:00:00Z"));
  write("databases/app/1.json", told("1.dump.age", "2026-11-25T02:00:01Z"));
  write("databases/shop/1.json", told("1.dump.age", "2026-11-25T02:00:00Z"));
  expect(databasesIn(folder)).toEqual(["app", "shop"]);
  expect(filesIn(folder)).toEqual({
    count: 3,
    sizeBytes: 30,
    newest: { file: "databases/app/1.dump.age", finishedAt: "2026-11-25T02:00:01Z", outcome: "good" },
  });
});

test("no file is none, and not one of 0 bytes", () => expect(filesIn(folder)).toEqual({ count: 0, sizeBytes: 0, newest: null }));

test("keys are counted by database and type: all, those that expire, and each that stays", () => {
  expect(keyCounts({ 3: { keys: 2, expires: 1, persistent: { list: 1 } } })).toEqual([
    { database: "3", type: "all", keys: 2 },
    { database: "3", type: "expiring", keys: 1 },
    { database: "3", type: "list", keys: 1 },
  ]);
});
