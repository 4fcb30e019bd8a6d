import type { Facts } from "../../src/facts";
import type { Verdict } from "../../src/assertions/assertion";

/** A change to healthy facts, and what one assertion says then. */
export interface Case<F = Facts> {
  why: string;
  change: (facts: F) => void;
  verdict: Verdict;
}

/** By the id of the assertion. */
export type Cases<F = Facts> = Record<string, Case<F>[]>;

type Change<F> = Case<F>["change"];

export const broken = <F = Facts>(why: string, change: Change<F>, expected: string, found: string): Case<F> => ({
  why,
  change,
  verdict: { outcome: "fail", expected, found },
});

/** Still healthy: the other side of a boundary, or a difference that means nothing. */
export const fine = <F = Facts>(why: string, change: Change<F>): Case<F> => ({ why, change, verdict: { outcome: "pass" } });

export const skipped = <F = Facts>(why: string, change: Change<F>, reason: string): Case<F> => ({
  why,
  change,
  verdict: { outcome: "skip", reason },
});
