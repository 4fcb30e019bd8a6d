import fc from "fast-check";
import { boundaries } from "../../src/verify/boundary";
import { parseCommits, type Commit } from "../../src/verify/commits";
import { pick } from "../../src/verify/random";
import { fullNumber, sidesOf } from "../../src/verify/sides";

const second = 1_000_000n;
const noon = BigInt(Date.UTC(2026, 10, 25, 12)) * 1000n;
const commit = (transaction: number, seconds: number, micros = 0n): Commit => ({
  transaction,
  lsn: `0/${(0x3000000 + transaction * 0x100).toString(16).toUpperCase()}`,
  at: noon + BigInt(seconds) * second + micros,
});

describe("boundaries", () => {
  test("between each two commits, at the time of the first to the microsecond", () => {
    const [a, b, c] = [commit(1, 1, 5n), commit(2, 2), commit(3, 3)];
    expect(boundaries([a, b, c], [], "0/0")).toEqual([
      { time: "2026-11-25 12:00:01.000005+00", last: a, next: b },
      { time: "2026-11-25 12:00:02.000000+00", last: b, next: c },
    ]);
  });

  test("none at a time that another commit before had passed already: recovery would have stopped there", () => {
    expect(boundaries([commit(1, 5), commit(2, 3), commit(3, 6)], [], "0/0")).toEqual([]);
    expect(boundaries([commit(1, 5), commit(2, 6)], [commit(0, 7)], "0/0")).toEqual([]);
  });

  test("none between two of the same time, and none that the copy has passed", () => {
    expect(boundaries([commit(1, 1), commit(2, 1)], [], "0/0")).toEqual([]);
    const [a, b, c] = [commit(1, 1), commit(2, 2), commit(3, 3)];
    expect(boundaries([a, b, c], [], a.lsn).map(({ last }) => last)).toEqual([b]);
    expect(boundaries([], [], "0/0")).toEqual([]);
  });

  test("recovery to its time stops between its two transactions, whatever the order of times", () => {
    const commits = fc
      .array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 })
      .map((times) => times.map((seconds, index) => commit(index + 1, seconds)));
    fc.assert(
      fc.property(commits, fc.nat({ max: 5 }), (all, before) => {
        const [earlier, own] = [all.slice(0, before), all.slice(before)];
        for (const { last, next } of boundaries(own, earlier, "0/0")) {
          // As Postgres does: it stops at the first that is later than the target.
          const stop = all.findIndex(({ at }) => at > last.at);
          expect([all[stop - 1], all[stop]]).toEqual([last, next]);
        }
      }),
    );
  });
});

test("commits are read from pg_waldump, in the order of the WAL, and nothing else is", () => {
  const text = `rmgr: Transaction len (rec/tot):     34/    34, tx:        745, lsn: 0/03000158, prev 0/03000120, desc: COMMIT 2026-11-25 12:00:01.000005 UTC
rmgr: Transaction len (rec/tot):     34/    34, tx:        746, lsn: 0/030001B0, prev 0/03000158, desc: ABORT 2026-11-25 12:00:01.500000 UTC
rmgr: Transaction len (rec/tot):    146/   146, tx:        747, lsn: 0/030001D8, prev 0/030001B0, desc: COMMIT 2026-11-25 12:00:00.999999 UTC; inval msgs: catcache 80
pg_waldump: error: error in WAL record at 0/30001D8: invalid record length`;
  expect(parseCommits(text)).toEqual([
    { transaction: 745, lsn: "0/03000158", at: noon + second + 5n },
    { transaction: 747, lsn: "0/030001D8", at: noon + 999_999n },
  ]);
  expect(parseCommits("")).toEqual([]);
});

describe("a random choice", () => {
  test("is the same for the same seed and purpose, and always one of those there are", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.string(), fc.string(), (from, seed, purpose) => {
        const picked = pick(from, seed, purpose);
        expect(from).toContain(picked);
        expect(pick(from, seed, purpose)).toBe(picked);
      }),
    );
  });

  test("of nothing is nothing, and over many seeds every one is chosen", () => {
    expect(pick([], "seed", "segment")).toBeUndefined();
    const chosen = new Set(Array.from({ length: 200 }, (_, index) => pick([0, 1, 2, 3], `seed ${index}`, "segment")));
    expect([...chosen].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe("transactions on both sides", () => {
  test("a number's upper half is the one that brings it next to the upcoming one", () => {
    const numbers = fc.tuple(fc.bigInt({ min: 2n ** 32n, max: 2n ** 60n }), fc.bigInt({ min: -(2n ** 31n) + 1n, max: 2n ** 31n - 1n }));
    fc.assert(
      fc.property(numbers, ([upcoming, distance]) => {
        const full = upcoming + distance;
        expect(fullNumber(Number(BigInt.asUintN(32, full)), upcoming)).toBe(full);
      }),
    );
  });

  test("are there when they are committed, and not when they are still to come", async () => {
    const asked: string[] = [];
    const query = (_database: string, sql: string) => {
      asked.push(sql);
      const value = sql.includes("xmax") ? String(2n ** 32n + 747n) : "committed";
      return Promise.resolve([{ value }]);
    };
    const sides = await sidesOf(query, { time: "", last: commit(745, 1), next: commit(747, 2) });
    expect(sides).toEqual({ last: true, next: false });
    // What is still to come has no status: asking for it would be an error.
    expect(asked.filter((sql) => sql.includes("xact_status"))).toEqual([
      `SELECT (pg_xact_status('${2n ** 32n + 745n}'::xid8))::text AS value`,
    ]);
  });

  test("are not there when they were rolled back", async () => {
    const query = (_database: string, sql: string) => Promise.resolve([{ value: sql.includes("xmax") ? "800" : "aborted" }]);
    expect(await sidesOf(query as never, { time: "", last: commit(745, 1), next: commit(747, 2) })).toEqual({ last: false, next: false });
  });
});
