/** Which volumes there are. Does NOT prove: that a restore fills one, and that the server runs on it; test/docker/restore.test.ts does. */
import { numberOf, volumesOf } from "../../../components/postgres/generations";
import { mistakes } from "../config/refused";

const restore = { repository: 1, label: "20261125-020000F", target: "latest" as const };

test("without a recovery: one volume, as ever", () => {
  expect([numberOf(undefined), volumesOf("postgres", undefined)]).toEqual([1, ["postgres-data"]]);
});

test("every generation has its volume, also those that do not run", () => {
  const recovery = { generation: 2, restores: { "10": restore, "2": restore } };
  expect([numberOf(recovery), volumesOf("postgres", recovery)]).toEqual([2, ["postgres-data", "postgres-data-2", "postgres-data-10"]]);
});

test("a configuration that names no such generation, backup or time is refused", () => {
  const refused = (recovery: object) => mistakes({ postgres: { recovery } }).join("\n");
  expect(refused({ generation: 2, restores: { "2": { label: restore.label } } })).toBe("");
  expect(refused({ generation: 1 })).toBe("");
  expect(refused({ generation: 2 })).toContain("allowed is a generation that is 1 or among restores");
  expect(refused({ generation: 1, restores: { "1": restore } })).toContain("allowed is the number of a generation, from 2");
  expect(refused({ generation: 1, restores: { "2": { label: "newest" } } })).toContain("allowed is the label of a backup");
  expect(refused({ generation: 1, restores: { "2": { ...restore, target: { time: "yesterday" } } } })).toContain("2026-11-25T11:59:00Z");
});
