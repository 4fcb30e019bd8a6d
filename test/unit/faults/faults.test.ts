import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assertions } from "../../../services/drill/src/assertions";
import { detected, type Fault } from "../../faults/fault";
import { allFaults, faults } from "../../faults/faults";
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
  const points = pointsIn(gaps, "a", 50);
  expect(points).toEqual(pointsIn(gaps, "a", 50));
  expect(points).not.toEqual(pointsIn(gaps, "b", 50));
  for (const { at, rows: committed } of points) expect(committed === 1 ? [12, 13, 14, 15] : [19]).toContain(at);
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
