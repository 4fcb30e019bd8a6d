import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assertions } from "../../../services/drill/src/assertions";
import { detected, type Fault } from "../../faults/fault";
import { allFaults, faults } from "../../faults/faults";
import { judged, lifeOf, lossesOf } from "../../faults/restore/kills";
import { gapsIn, pointsIn } from "../../faults/restore/points";
import { restoreFaults } from "../../faults/restore/faults";
import { sample } from "../../faults/sample";
import { table } from "../../faults/table";

/** The list of faults itself; that each is detected needs a stack: `npm run faults`. */
test("at least forty, each with a name of its own, and no verification that may pass", () => {
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  expect(faults.filter(({ code, kind }) => code === 0 && kind !== "backup")).toEqual([]);
});

test("DR3: at least thirty of restores, and every name once", () => {
  expect(restoreFaults.length).toBeGreaterThanOrEqual(30);
  expect(new Set(allFaults.map(({ kind, name }) => `${kind}: ${name}`)).size).toBe(allFaults.length);
});

test.each([
  ["backups", faults],
  ["restores", restoreFaults],
])("docs/faults.md has the whole list of %s", (_, list) => {
  expect(readFileSync(join(__dirname, "../../../docs/faults.md"), "utf8")).toContain(`\n${table(list)}\n`);
});

test("BR6: points are whole milliseconds in which nothing was committed", () => {
  const rows = [
    { n: 1, ended_before: 0, begun: 10.2 },
    { n: 2, ended_before: 11.1, begun: 15.9 },
    { n: 3, ended_before: 17.1, begun: 17.8 },
    { n: 4, ended_before: 19, begun: 19 },
  ];
  const gaps = gapsIn(rows);
  expect(gaps).toEqual([
    { rows: 1, from: 12, to: 15 },
    { rows: 3, from: 19, to: 19 },
  ]);
  const points = pointsIn(gaps, "a", 2);
  expect(points).toEqual(pointsIn(gaps, "a", 2));
  expect(points.map(({ rows: committed }) => committed).sort()).toEqual([1, 3]);
  for (const { at, rows: committed } of points) expect(committed === 1 ? [12, 13, 14, 15] : [19]).toContain(at);
  expect(new Set([..."abcdefgh"].map((seed) => JSON.stringify(pointsIn(gaps, seed, 1)))).size).toBeGreaterThan(1);
});

describe("DR4: what a kill has cost", () => {
  const acknowledgedAt = [1000, 2000, 3000];

  test.each([
    ["all is there", "3|3", { lost: 0, rpoSeconds: 0, wrong: null }],
    ["and one that the client was not told of", "4|4", { lost: 0, rpoSeconds: 0, wrong: null }],
    ["what is lost begins after the newest that is there", "1|1", { lost: 2, rpoSeconds: 4, wrong: null }],
    ["none is there", "0|0", { lost: 3, rpoSeconds: 4, wrong: null }],
    ["a hole", "2|3", { lost: 0, wrong: "2|3 of 3 rows" }],
    ["rows of nobody", "5|5", { lost: 0, wrong: "5|5 of 3 rows" }],
    ["no answer", "", { wrong: " of 3 rows" }],
  ])("%s", (_, found, expected) =>
    expect(judged(found, acknowledgedAt, 5000, 9)).toMatchObject({ acknowledged: 3, rtoSeconds: 9, ...expected }),
  );

  test("of many, percentiles, and whether they are within the target", () => {
    const of = (rpoSeconds: number, wrong: string | null = null) => ({ acknowledged: 9, lost: 1, rpoSeconds, rtoSeconds: 5, wrong });
    expect(lossesOf([of(60), of(1), of(2)])).toEqual({
      lines: ["RPO 2 s, 60 s, 60 s (p50, p99, max; target p99 60 s)", "RTO 5 s, 5 s, 5 s (p50, p99, max)", "0 of 3 wrong"],
      isWithin: true,
    });
    expect(lossesOf([of(61)]).isWithin).toBe(false);
    expect(lossesOf([of(1, "a hole")]).isWithin).toBe(false);
  });

  test("a server lives as long as its archive's timeout and some seconds, at most", () => {
    const lives = Array.from({ length: 200 }, (_, run) => lifeOf("a", run));
    expect(lives).toEqual(Array.from({ length: 200 }, (_, run) => lifeOf("a", run)));
    expect(Math.min(...lives)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...lives)).toBeGreaterThan(40_000);
    expect(Math.max(...lives)).toBeLessThan(46_001);
  });
});

test("the same seed samples the same faults", () => {
  const names = (seed: string) => sample(faults, seed, 8).map(({ name }) => name);
  expect(names("a")).toEqual(names("a"));
  expect(names("a")).not.toEqual(names("b"));
  expect(sample(faults, "a")).toHaveLength(faults.length);
});

describe("a fault is detected", () => {
  const fault = { name: "f", kind: "WAL", code: 1, by: assertions[0]!.id } as Fault;
  const evidence = { outcome: "fail", reason: null, failed: [fault.by], unknown: [] };

  test("by its assertion", () => expect(detected(fault, { code: 1, output: "", evidence })).toBe(true));
  test("by its words", () => expect(detected({ ...fault, by: "no room" }, { code: 1, output: "there is no room" })).toBe(true));
  test("not by a pass", () => expect(detected(fault, { code: 0, output: fault.by })).toBe(false));
  test("not by evidence of a pass", () =>
    expect(detected(fault, { code: 1, output: "", evidence: { ...evidence, outcome: "pass" } })).toBe(false));
  test("not by another assertion", () =>
    expect(detected(fault, { code: 1, output: "", evidence: { ...evidence, failed: ["x"] } })).toBe(false));
  test("not with another exit code", () => expect(detected(fault, { code: 4, output: fault.by })).toBe(false));
});
