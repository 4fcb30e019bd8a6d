import { archiveFacts, backupFacts } from "../../src/collect/repository";
import { bytesOf, segmentBefore, segmentName, segmentOf, segmentRanges } from "../../src/collect/segments";

/** Recorded from pgBackRest 2.55.1: a full, a differential and an incremental backup. */
const one = (label: string, type: string, prior: string | null, reference: string[] | null, stored: number, at: number) => ({
  archive: { start: "000000010000000000000005", stop: "000000010000000000000006" },
  backrest: { format: 5, version: "2.55.1" },
  database: { id: 1, "repo-key": 1 },
  error: false,
  info: { delta: 8450, repository: { delta: stored, "delta-map": 0, "size-map": 27640 }, size: 27091899 },
  label,
  lsn: { start: "0/5000028", stop: "0/6000050" },
  prior,
  reference,
  timestamp: { start: at, stop: at + 1 },
  type,
});
const [full, diff, incr] = ["20261125-192954F", "20261125-192954F_20261125-192956D", "20261125-192954F_20261125-192957I"] as const;
const backups = [
  one(full, "full", null, null, 3052744, 1795634994),
  one(diff, "diff", full, [full], 458600, 1795634996),
  one(incr, "incr", diff, [full, diff], 440, 1795634997),
];
const info = (...backup: object[]) =>
  JSON.stringify([
    {
      backup,
      cipher: "aes-256-cbc",
      db: [{ id: 1, "repo-key": 1, "system-id": 0, version: "17" }],
      repo: [{ cipher: "aes-256-cbc", key: 1, status: { code: 0, message: "ok" } }],
    },
  ]).replace('"system-id":0', '"system-id":7712193571064369176');

/** Of the files of all three. */
const listing = JSON.stringify(Object.fromEntries([full, diff, incr].map((label) => [`${label}/backup.manifest`, {}])));

test("an incremental backup, its chain, and an identifier with more digits than a number holds", () => {
  expect(backupFacts(info(...backups), info(backups[2]!), listing, incr)).toEqual({
    label: incr,
    type: "incr",
    startedAt: 1795634997000,
    stoppedAt: 1795634998000,
    lsn: { start: "0/5000028", stop: "0/6000050" },
    segments: { start: "000000010000000000000005", stop: "000000010000000000000006" },
    size: { database: 27091899, stored: 440 },
    previous: null,
    chain: [
      { label: full, state: "good", type: "full" },
      { label: diff, state: "good", type: "diff" },
      { label: incr, state: "good", type: "incr" },
    ],
    references: [
      { label: full, state: "good", type: "full" },
      { label: diff, state: "good", type: "diff" },
    ],
    pageErrors: { files: [] },
    newestLabel: incr,
    unlisted: [],
    postgresVersion: "17",
    systemId: "7712193571064369176",
    repository: { cipher: "aes-256-cbc", key: 1, status: { code: 0, message: "ok" } },
  });
});

test("a chain whose first backups are gone, page errors, and the backup of the same type before it", () => {
  const later = { ...one("later", "incr", diff, [full, incr], 1, 1795634999), error: true };
  const { chain, references, previous, pageErrors } = backupFacts(
    info(backups[2]!, later),
    info({ ...later, "error-list": ["base/5/1259"] }),
    listing,
    "later",
  );
  expect({ chain, references, previous, pageErrors }).toEqual({
    chain: [
      { label: diff, state: "missing", type: null },
      { label: "later", state: "page errors", type: "incr" },
    ],
    references: [
      { label: full, state: "missing", type: null },
      { label: incr, state: "good", type: "incr" },
    ],
    previous: { label: incr, database: 27091899, stored: 440 },
    pageErrors: { files: ["base/5/1259"] },
  });
});

test("a backup that is not there", () => {
  expect(() => backupFacts(info(...backups), info(), listing, "20270101-000000F")).toThrow(
    `backup 20270101-000000F: not among ${full}, ${diff}, ${incr}`,
  );
});

test("an archive of two timelines with a gap, a fork, and files of another cluster", () => {
  const segment = (name: string, hash = "7") => `17-1/${name.slice(0, 16)}/${name}-${hash.repeat(40)}.zst`;
  const files = [
    segment("000000010000000000000001"),
    segment("000000010000000000000002"),
    "17-1/0000000100000000/000000010000000000000002.00000028.backup",
    "17-1/0000000100000000/000000010000000000000003.partial-" + "7".repeat(40),
    segment("000000010000000000000004"),
    segment("000000010000000000000004", "8"),
    segment("000000020000000000000005"),
    "17-1/00000002.history",
    "16-1/0000000100000000/000000010000000000000009-" + "7".repeat(40),
    "archive.info",
  ];
  const listing = JSON.stringify(Object.fromEntries(files.map((file) => [file, { type: "file" }])));
  expect(archiveFacts(listing, "17-1", { "00000002.history": "1\t0/5000060\tno recovery target specified\n\n" })).toEqual({
    id: "17-1",
    segmentBytes: 16777216,
    ranges: [
      { timeline: 1, first: 1, last: 2 },
      { timeline: 1, first: 4, last: 4 },
      { timeline: 2, first: 5, last: 5 },
    ],
    forked: ["000000010000000000000004"],
    histories: [{ timeline: 2, parents: [{ timeline: 1, until: "0/5000060" }] }],
  });
});

test("segments and places in the WAL", () => {
  expect(segmentOf("0000000A00000001000000FF", 2 ** 24)).toEqual({ timeline: 10, number: 0x1ff });
  expect(segmentName({ timeline: 10, number: 0x1ff }, 2 ** 24)).toBe("0000000A00000001000000FF");
  expect(segmentOf("000000010000000100000003", 2 ** 30)).toEqual({ timeline: 1, number: 7 });
  expect(bytesOf("1/A0")).toBe(0x1000000a0n);
  expect(["0/1000000", "0/1000001", "1/0"].map((lsn) => segmentBefore(lsn, 2 ** 24))).toEqual([0, 1, 0xff]);
  expect(segmentRanges([], 2 ** 24)).toEqual([]);
});

test("a complete backup that the list has lost is told", () => {
  const more = JSON.stringify({ [`${full}/backup.manifest`]: {}, "20270101-000000F/backup.manifest": {}, "20270102-000000F/pg_data": {} });
  expect(backupFacts(info(...backups), info(backups[2]!), more, incr).unlisted).toEqual(["20270101-000000F"]);
});
