import type { Assertion } from "../../src/assertions/assertion";
import { readable } from "../../src/assertions/reading";
import type { AnyFacts, Collected } from "../../src/facts";
import { judge } from "../../src/judge";
import { suites } from "./suites";

/** @returns every place in the facts that an assertion reads, as the keys that lead to it */
function placesRead({ judge }: Assertion<AnyFacts>, healthy: () => AnyFacts): string[][] {
  const paths = new Set<string>();
  judge(readable(healthy(), paths));
  const below = (value: unknown, keys: string[]): string[][] =>
    value !== null && typeof value === "object"
      ? [keys, ...Object.entries(value).flatMap(([key, one]) => below(one, [...keys, key]))]
      : [keys];
  return below(healthy(), []).filter((keys) => paths.has(pathOf(keys)));
}

const pathOf = (keys: string[]): string => keys.join(".").replace(/\.(\d+)/g, "[$1]");

function replaced(facts: AnyFacts, keys: string[], value: unknown): Collected<AnyFacts> {
  const place = keys.slice(0, -1).reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], facts) as Record<string, unknown>;
  place[keys.at(-1)!] = value;
  return facts;
}

const each = suites.flatMap(({ assertions, healthy }) => assertions.map((assertion) => ({ id: assertion.id, assertion, healthy })));

describe.each(each)("$id", ({ assertion, healthy }) => {
  const places = placesRead(assertion, healthy);

  test("reads facts", () => {
    expect(places.length).toBeGreaterThan(0);
  });

  test("does not pass when any one of them is unknown, and says why", () => {
    for (const keys of places) {
      const {
        outcome,
        reason,
        assertions: [judged],
      } = judge(replaced(healthy(), keys, { unknown: "the disk was full" }), [assertion]);
      expect({ keys, outcome }).toEqual({ keys, outcome: keys[0] === "run" && keys.length === 1 ? "could-not-verify" : "partial" });
      expect(judged ?? { outcome: "unknown", reason }).toMatchObject({ outcome: "unknown", reason: `${pathOf(keys)}: the disk was full` });
    }
  });

  test("does not pass when any one of them was never collected", () => {
    for (const keys of places) {
      const { outcome } = judge(replaced(healthy(), keys, undefined), [assertion]);
      expect({ keys, pass: outcome === "pass" || outcome === "fail" }).toEqual({ keys, pass: false });
    }
  });
});

test("facts that are all unknown are no pass", () => {
  expect(judge<AnyFacts>({ unknown: "nothing works" }, [])).toMatchObject({ outcome: "could-not-verify", reason: "all: nothing works" });
});
