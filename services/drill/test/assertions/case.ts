import type { Facts } from "../../src/facts";
import type { Verdict } from "../../src/assertions/assertion";

/** A change to healthy facts, and what one assertion says then. */
export interface Case {
  why: string;
  change: (facts: Facts) => void;
  verdict: Verdict;
}

/** By the id of the assertion. */
export type Cases = Record<string, Case[]>;

type Change = Case["change"];

export const broken = (why: string, change: Change, expected: string, found: string): Case => ({
  why,
  change,
  verdict: { outcome: "fail", expected, found },
});

/** Still healthy: the other side of a boundary, or a difference that means nothing. */
export const fine = (why: string, change: Change): Case => ({ why, change, verdict: { outcome: "pass" } });

export const skipped = (why: string, change: Change, reason: string): Case => ({ why, change, verdict: { outcome: "skip", reason } });
