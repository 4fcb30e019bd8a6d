import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Engine } from "../../src/engine/engine";
import { newestCommit, randomBoundary, segmentsIn } from "../../src/verify/archive";

/** A process for each segment that is read: on a busy machine they take their time. */
jest.setTimeout(60_000);

const digest = "0123456789abcdef0123456789abcdef01234567";
const segment = (number: number) => `0000000100000000${number.toString(16).toUpperCase().padStart(8, "0")}`;
const segments = [1, 2, 3, 4, 5, 6, 7].map(segment);

test("segments of one cluster's archive, oldest first, and no other file", () => {
  const listing = JSON.stringify({
    [`17-1/0000000100000000/${segment(2)}-${digest}.zst`]: {},
    [`17-1/0000000100000000/${segment(1)}-${digest}`]: {},
    [`17-1/0000000100000000/${segment(3)}.00000028.backup`]: {},
    [`17-1/0000000100000000/${segment(4)}.partial-${digest}.zst`]: {},
    [`17-2/0000000100000000/${segment(5)}-${digest}.zst`]: {},
    "17-1/00000002.history": {},
    "archive.info": {},
  });
  expect(segmentsIn(listing, "17-1")).toEqual([segment(1), segment(2)]);
});

/** With a pg_waldump that prints what its segment is: that the real one reads a real segment, test/docker proves. */
describe("commits in the archive", () => {
  let folder: string;
  const path = process.env["PATH"];
  const fetched: string[] = [];
  let commits: Record<string, [transaction: number, second: number][]>;
  const engine = {
    segment: (name: string, file: string) => {
      fetched.push(name);
      const lines = (commits[name] ?? []).map(
        ([transaction, second]) =>
          `tx: ${transaction}, lsn: 0/${name.slice(-2)}0000${transaction.toString(16)}, prev 0/0, desc: COMMIT 2026-11-25 12:00:${String(second).padStart(2, "0")}.000000 UTC`,
      );
      writeFileSync(file, lines.join("\n"));
      return Promise.resolve();
    },
  } as unknown as Engine;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "waldump-"));
    writeFileSync(join(folder, "pg_waldump"), '#!/bin/sh\ncat "$2"\nexit 1\n');
    chmodSync(join(folder, "pg_waldump"), 0o755);
    process.env["PATH"] = `${folder}${delimiter}${path}`;
  });
  afterAll(() => {
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => fetched.splice(0));

  test("the newest is in the newest segment that has one, however far back", async () => {
    commits = {
      [segment(5)]: [
        [20, 1],
        [21, 2],
      ],
    };
    expect((await newestCommit(engine, 1, segments))?.transaction).toBe(21);
    expect(fetched).toEqual([segment(7), segment(6), segment(5)]);
    commits = { [segment(2)]: [[20, 1]] };
    expect((await newestCommit(engine, 1, segments))?.transaction).toBe(20);
    commits = {};
    expect(await newestCommit(engine, 1, segments)).toBeUndefined();
  });

  test("a boundary is chosen after the backup, the same for the same seed, and none where there is none", async () => {
    commits = Object.fromEntries(
      segments.map((name, index) => [name, [0, 1, 2].map((n): [number, number] => [16 + index * 3 + n, index * 3 + n])]),
    );
    const args = { repository: 1, segments, first: segment(4), after: "0/0", seed: "seed" };
    const found = await randomBoundary(engine, args);
    expect(found?.last.transaction).toBeGreaterThanOrEqual(16 + 3 * 3);
    expect(await randomBoundary(engine, args)).toEqual(found);
    const seen = new Set<string | undefined>();
    for (const seed of ["a", "b", "c", "d", "e", "f"]) seen.add((await randomBoundary(engine, { ...args, seed }))?.time);
    expect(seen.size).toBeGreaterThan(1);
    commits = {};
    expect(await randomBoundary(engine, args)).toBeUndefined();
    expect(await randomBoundary(engine, { ...args, segments: [] })).toBeUndefined();
    // Each look into a segment starts two programs, and there are dozens.
  }, 60_000);

  test("a bulk load of many segments without a commit hides no boundary", async () => {
    const many = Array.from({ length: 40 }, (_, index) => segment(index + 1));
    commits = {
      [segment(39)]: [
        [20, 1],
        [21, 2],
      ],
    };
    for (const seed of ["a", "b"]) {
      const found = await randomBoundary(engine, { repository: 1, segments: many, first: segment(1), after: "0/0", seed });
      expect(found?.last.transaction).toBe(20);
    }
  }, 60_000);
});
