import { parseInfo } from "../../../../ops/backup/info";
import { CommandError } from "../../../../ops/exit";
import { infoOf, labels, recording } from "./recorded";

test("all that is recorded of a backup", () => {
  const { entries, repositories, progress } = infoOf("healthy.json");
  expect(entries.map(({ label }) => label)).toEqual([labels.full, labels.differential, labels.incremental, labels.newest]);
  expect(entries[2]).toEqual({
    repository: 1,
    label: labels.incremental,
    type: "incremental",
    startedAt: "2026-11-25T19:33:46.000Z",
    stoppedAt: "2026-11-25T19:33:47.000Z",
    databaseBytes: 25_060_406,
    readBytes: 1_614_082,
    storedBytes: 7136,
    prior: labels.differential,
    references: [labels.full, labels.differential],
    wal: { from: "000000010000000000000006", to: "000000010000000000000006" },
    lsn: { from: "0/6000028", to: "0/6000120" },
    pageChecksumErrors: false,
  });
  expect(repositories).toEqual([
    { key: 1, problem: null, archives: [{ id: "17-1", first: "000000010000000000000001", last: "000000010000000000000008" }] },
  ]);
  expect(progress).toBeNull();
});

test("no backup yet is an answer", () => {
  expect(infoOf("no-backup.json")).toEqual({ repositories: [{ key: 1, problem: null, archives: [] }], entries: [], progress: null });
});

test("of two repositories each has its own backups and WAL", () => {
  const { entries, repositories } = infoOf("two-repositories.json");
  expect(entries.map(({ repository }) => repository)).toEqual([1, 1, 1, 1, 1, 1, 2]);
  expect(repositories.map(({ key, problem, archives }) => [key, problem, archives[0]?.first])).toEqual([
    [1, null, "000000010000000000000001"],
    [2, null, "00000001000000000000000D"],
  ]);
});

test.each([
  ["one-of-two-gone.json", "missing stanza path"],
  [
    "one-of-two-wrong-key.txt",
    "[FormatError] unable to load info file '/tmp/w/r1/backup/main/backup.info' or '/tmp/w/r1/backup/main/backup.info.copy'",
  ],
])("%s: the other one is still listed", (file, problem) => {
  const { entries, repositories } = infoOf(file);
  expect(entries.map(({ repository }) => repository)).toEqual([2]);
  expect(repositories.map((one) => one.problem)).toEqual([problem, null]);
});

test.each([
  ["no stanza", recording("no-stanza.json"), "repository 1: missing stanza path"],
  ["a key that does not fit", recording("wrong-key.txt"), "repository 1: [FormatError] unable to load info file"],
  ["another stanza", recording("healthy.json").replace('"name": "main"', '"name": "other"'), "it knows no stanza main"],
  ["a server that the backups are not of", withStatus(5, "database mismatch across repos"), "database mismatch across repos"],
  ["nothing", "[]", "it knows no stanza main"],
  ["words", "command not found", "its answer is no JSON"],
  ["a backup whose pages nobody compared", recording("healthy.json").replace('"error": false,', ""), "expected boolean"],
])("%s is never the same as no backup", (_what, output, message) => {
  const parse = () => parseInfo(output, "main");
  expect(parse).toThrow(CommandError);
  expect(parse).toThrow(message);
});

test("how far a backup in progress is (BR10)", () => {
  expect(infoOf("running.json").progress).toEqual({ done: 0, all: 25_060_148 });
});

function withStatus(code: number, message: string): string {
  const [stanza] = JSON.parse(recording("healthy.json")) as [{ status: object }];
  return JSON.stringify([{ ...stanza, status: { ...stanza.status, code, message } }]);
}
