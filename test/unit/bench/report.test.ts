import type { Measured } from "../../bench/benchmark";
import { scaleOf } from "../../bench/filled-stack";
import { asJson, met, remarks, resultsTable } from "../../bench/report";

const measured = (result: Partial<Measured>): Measured => ({
  what: "backup",
  against: "pgbackrest",
  ratio: "ours/plain",
  ours: [10],
  plain: [10],
  ratios: [1],
  notes: [],
  ...result,
});

test.each([
  ["seconds, at most", { ratios: [1.2] }, 1.2, true],
  ["seconds, at most", { ratios: [1.21] }, 1.2, false],
  ["turned round, at least", { ratio: "plain/ours", ratios: [0.95] }, 0.95, true],
  ["turned round, at least", { ratio: "plain/ours", ratios: [0.94] }, 0.95, false],
  ["more is better, at least", { moreIsBetter: true, ratios: [0.95] }, 0.95, true],
  ["more is better, at least", { moreIsBetter: true, ratios: [0.94] }, 0.95, false],
  ["more is better and turned round, at most", { moreIsBetter: true, ratio: "plain/ours", ratios: [1.06] }, 1.05, false],
] as const)("%s: %j against %d", (_, result, target, is) => {
  expect(met(measured({ ...result, ratios: [...result.ratios], target }))).toBe(is);
});

test("the median decides", () => {
  expect(met(measured({ ratios: [0.5, 1.1, 9], target: 1.2 }))).toBe(true);
  expect(met(measured({}))).toBeUndefined();
});

const results = [
  measured({ what: "load", unit: "/s", moreIsBetter: true, target: 0.95, ours: [3400, 3500, 3600], ratios: [0.96] }),
  { what: "heartbeat", ours: [90], unit: "segments", notes: ["in 3.3 min"] },
  { what: "gone", reason: "no cluster" },
];

test("a table with units, and with what stands alone", () => {
  const lines = resultsTable(results, false).split("\n");
  expect(lines[1]).toMatch(/^load +3500\.00 \/s \(3400\.00–3600\.00\) +10\.00 \/s .*0\.96 .*≥ 0\.95 +yes$/);
  expect(lines[2]).toMatch(/^heartbeat +90\.00 segments \(90\.00–90\.00\) +none +–$/);
  expect(lines[3]).toMatch(/^gone +none +could not be measured$/);
  expect(remarks(results)).toContain("heartbeat\n  in 3.3 min\ngone\n");
});

test("JSON tells what was measured", () => {
  expect(JSON.parse(asJson(results))).toMatchObject([
    { what: "load", measured: true, median: 0.96, met: true },
    { what: "heartbeat", measured: true, median: 90 },
    { what: "gone", measured: false },
  ]);
});

test("megabytes as pgbench's scale", () => {
  expect([1, 15, 1024].map(scaleOf)).toEqual([1, 1, 68]);
});
