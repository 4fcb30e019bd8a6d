import type { Assertion } from "../../src/assertions/assertion";
import { assertions } from "../../src/assertions";
import { readable } from "../../src/assertions/reading";
import type { Collected, Facts } from "../../src/facts";
import { judge } from "../../src/judge";
import { healthy } from "./healthy";

/** @returns every place in the facts that an assertion reads, as the keys that lead to it */
function placesRead({ judge }: Assertion): string[][] {
  const paths = new Set<string>();
  judge(readable(healthy(), paths));
  const below = (value: unknown, keys: string[]): string[][] =>
    value !== null && typeof value === "object"
      ? [keys, ...Object.entries(value).flatMap(([key, one]) => below(one, [...keys, key]))]
      : [keys];
  return below(healthy(), []).filter((keys) => paths.has(pathOf(keys)));
}

const pathOf = (keys: string[]): string => keys.join(".").replace(/\.(\d+)/g, "[$1]");

function replaced(keys: string[], value: unknown): Collected<Facts> {
  const facts = healthy();
  const place = keys.slice(0, -1).reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], facts) as Record<string, unknown>;
  place[keys.at(-1)!] = value;
  return facts;
}

describe.each(assertions)("$id", (assertion) => {
  const places = placesRead(assertion);

  test("reads facts", () => {
    expect(places.length).toBeGreaterThan(0);
  });

  test("does not pass when any one of them is unknown, and says why", () => {
    for (const keys of places) {
      const {
        outcome,
        reason,
        assertions: [judged],
      } = judge(replaced(keys, { unknown: "the disk was full" }), [assertion]);
      expect({ keys, outcome }).toEqual({ keys, outcome: keys[0] === "run" && keys.length === 1 ? "could-not-verify" : "partial" });
      expect(judged ?? { outcome: "unknown", reason }).toMatchObject({ outcome: "unknown", reason: `${pathOf(keys)}: the disk was full` });
    }
  });

  test("does not pass when any one of them was never collected", () => {
    for (const keys of places) {
      const { outcome } = judge(replaced(keys, undefined), [assertion]);
      expect({ keys, pass: outcome === "pass" || outcome === "fail" }).toEqual({ keys, pass: false });
    }
  });
});

test("facts that are all unknown are no pass", () => {
  expect(judge({ unknown: "nothing works" })).toMatchObject({ outcome: "could-not-verify", reason: "all: nothing works" });
});
