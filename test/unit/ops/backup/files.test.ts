import type { DeployedVerification } from "../../../../ops/backup/verifications";
import { evidenceDrift } from "../../../../ops/backup/evidence-drift";
import { readFiles } from "../../../../ops/backup/files";
import { filesText } from "../../../../ops/backup/files-view";
import { exit } from "../../../../ops/exit";
import { publicKeyOf, signed, signingKey } from "../../../../services/drill/src/evidence/signature";
import { evidenceOf } from "../../../../services/drill/test/evidence/evidence-of";

/** What is told of dumps and snapshots. Does not prove that a container tells it: test/docker/stack.test.ts does. */
const now = new Date("2026-11-27T09:00:00.000Z");
const there = (change: object = {}) => ({
  count: 3,
  sizeBytes: 2048,
  newest: { file: "20261127T023000Z.rdb.age", finishedAt: "2026-11-27T02:30:05Z", outcome: "good" },
  ...change,
});
const evidence = (change: object = {}) => {
  const text = JSON.stringify(
    signed(
      evidenceOf({
        store: "redis-backup",
        backup: "20261127T023000Z.rdb.age",
        startedAt: "2026-11-27T03:00:00.000Z",
        finishedAt: "2026-11-27T03:00:05.000Z",
        ...change,
      }),
      signingKey("a secret"),
    ),
  );
  return [
    { file: "a.json", text },
    { files: 1, all: 1 },
  ];
};

const snapshots = (files: unknown, found: object[], exitCode = 0): DeployedVerification => ({
  of: "snapshots",
  service: "redis-backup-verification",
  schedule: "0 3 * * *",
  publicKey: publicKeyOf("a secret"),
  repositories: [1],
  run: ([, command], write) => {
    for (const line of command === "files" ? [files] : found) write(JSON.stringify(line));
    return Promise.resolve(command === "files" ? exitCode : 0);
  },
});
const read = (files: unknown, found: object[], exitCode?: number) =>
  readFiles({ schedule: "30 2 * * *", verification: snapshots(files, found, exitCode) }, now);

test.each([
  ["ok", there(), evidence()],
  ["none yet", there({ count: 0, newest: null }), []],
  ["shrank", there({ newest: { ...there().newest, outcome: "shrank" } }), evidence()],
  ["overdue", there({ newest: { ...there().newest, finishedAt: "2026-11-26T02:30:05Z" } }), evidence()],
  ["verification fail", there(), evidence({ outcome: "fail" })],
  ["verification missing", there(), [{ files: 0, all: 0 }]],
  [
    "verification missing",
    there(),
    [
      { file: "a.json", text: "{}" },
      { files: 1, all: 1 },
    ],
  ],
  ["verification stale", there(), evidence({ startedAt: "2026-11-24T03:00:00.000Z" })],
])("%s: case %#", async (verdict, files, found) => {
  const [first, ...rest] = found.length === 0 ? [{ files: 0, all: 0 }] : found;
  expect(await read(files, [first as object, ...rest])).toMatchObject({ of: "snapshots", verdict });
});

test.each([
  ["a run that failed", there(), 1],
  ["an answer that is none", { count: "3" }, 0],
])("%s is never an answer without files", async (_what, files, exitCode) => {
  await expect(read(files, evidence(), exitCode)).rejects.toMatchObject({ exitCode: exit.couldNotAsk });
});

test("as a table: what there is, and how it was verified (BR5)", async () => {
  expect(filesText([await read(there(), evidence())], false)).toBe(
    `
FILES      SCHEDULE    COUNT  SIZE   NEWEST                    FINISHED AT           LAST VERIFICATION               VERDICT
snapshots  30 2 * * *  3      2.0Ki  20261127T023000Z.rdb.age  2026-11-27T02:30:05Z  pass, 2026-11-27T03:00:05.000Z  ok`,
  );
});

test("a verification of files that did not pass is drift", async () => {
  expect(await evidenceDrift(snapshots(there(), evidence({ outcome: "fail" })), now)).toEqual([
    {
      where: "evidence",
      op: "fail",
      resource: "redis-backup-verification",
      properties: ["verification of 2026-11-27T03:00:05.000Z, backup 20261127T023000Z.rdb.age"],
    },
  ]);
});
