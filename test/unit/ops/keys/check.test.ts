import { compare } from "../../../../ops/keys/check";
import { devSheet, key } from "./sheets";

const [only] = devSheet.keys as [(typeof devSheet.keys)[0]];
const { project, stack } = devSheet;

test("a sheet with every key of the stack is current, whatever else it has", () => {
  expect(compare(devSheet, devSheet)).toEqual({ escrow: "current", reasons: [] });
  expect(compare({ ...devSheet, keys: [only, { name: "old", version: 1, value: "x" }] }, devSheet)).toEqual({
    escrow: "current",
    reasons: [],
  });
});

test.each([
  ["rotated", { ...only, version: 2, value: "new" }, "the sheet has version 1, the stack version 2: it was rotated since"],
  ["of a stack made anew", { ...only, value: "new" }, "another value under the same version 1: the stack was made anew since"],
  ["a letter off", { ...only, value: `${key.slice(0, -1)}h` }, "another value under the same version 1: the stack was made anew since"],
])("with a key that is %s it is stale", (_what, now, reason) => {
  expect(compare(devSheet, { project, stack, keys: [now] })).toEqual({ escrow: "stale", reasons: [`postgres-archive-key: ${reason}`] });
});

test("without a key that the stack has it is stale", () => {
  const keys = [only, { name: "redis-dump-key", version: 1, value: "x" }];
  expect(compare(devSheet, { project, stack, keys })).toEqual({ escrow: "stale", reasons: ["redis-dump-key: is not in the sheet"] });
});

test("of another stack it is foreign, even with the same keys", () => {
  expect(compare(devSheet, { ...devSheet, stack: "prod" })).toEqual({
    escrow: "foreign",
    reasons: ["the sheet is of stack dev of ballast, not of prod of ballast"],
  });
  expect(compare(devSheet, { ...devSheet, project: "other" }).escrow).toBe("foreign");
});
