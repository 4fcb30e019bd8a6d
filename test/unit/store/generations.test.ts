/**
 * Which volumes there are. Does NOT prove: that a restore fills one, and that the server runs on it; test/docker/restore.test.ts and
 * test/docker/redis-recovery.test.ts do.
 */
import { numberOf, volumesOf } from "../../../components/store/generations";
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

test("so is one that names no snapshot of Redis", () => {
  const refused = (recovery: object) => mistakes({ redis: { recovery } }).join("\n");
  expect(refused({ generation: 2, restores: { "2": { snapshot: "20261125T020000Z" } } })).toBe("");
  expect(refused({ generation: 1 })).toBe("");
  expect(refused({ generation: 3, restores: { "2": { snapshot: "20261125T020000Z" } } })).toContain("1 or among restores");
  expect(refused({ generation: 1, restores: { "01": { snapshot: "20261125T020000Z" } } })).toContain(
    "allowed is the number of a generation",
  );
  expect(refused({ generation: 1, restores: { "2": {} } })).toContain("ballast:redis.recovery.restores.2.snapshot");
  expect(refused({ generation: 1, restores: { "2": { snapshot: "20261125T020000Z.rdb.age" } } })).toContain(
    'allowed is the time in the file name of a snapshot, as in "20261125T020000Z"',
  );
  expect(refused({ generation: 1, restores: { "2": { snapshot: "20261125T020000Z", target: "latest" } } })).toContain(
    "there is no such key",
  );
});
