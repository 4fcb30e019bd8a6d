import type { Facts } from "../facts";
import { UnknownFact } from "./reading";

export type Verdict =
  | { outcome: "pass" }
  | { outcome: "fail"; expected: string; found: string }
  | { outcome: "unknown"; reason: string }
  | { outcome: "skip"; reason: string };

/** One thing that is true of a backup that can be trusted. Pure: facts in, verdict out. */
export interface Assertion<F = Facts> {
  /** Kebab-case. */
  id: string;
  /** What it proves. */
  title: string;
  /** @throws UnknownFact for a fact that is not known */
  judge: (facts: F) => Verdict;
}

export const pass: Verdict = { outcome: "pass" };
export const fail = (expected: string, found: string): Verdict => ({ outcome: "fail", expected, found });
export const skip = (reason: string): Verdict => ({ outcome: "skip", reason });

/** For what is held to a limit, where there is none. */
export const noPromise = skip("a recovery sheet promises nothing");

export const check = (good: boolean, expected: string, found: string): Verdict => (good ? pass : fail(expected, found));

export const same = (expected: string | number, found: string | number): Verdict =>
  check(expected === found, String(expected), String(found));

/** @param problems what is wrong, one text each */
export const none = (expected: string, problems: string[]): Verdict => check(problems.length === 0, expected, listed(problems));

/** @param wrong what is wrong with one of them */
export const each = <T>(expected: string, all: T[], wrong: (one: T) => string[]): Verdict => none(expected, problemsOf(all, wrong));

/**
 * What is wrong with all of them. A fact that is not known hides nothing that is wrong elsewhere.
 * @throws UnknownFact when something is not known and nothing is wrong
 */
export function problemsOf<T>(all: T[], wrong: (one: T) => string[]): string[] {
  const problems: string[] = [];
  let missing: UnknownFact | undefined;
  for (let index = 0; index < all.length; index++) {
    try {
      problems.push(...wrong(all[index] as T));
    } catch (error) {
      if (!(error instanceof UnknownFact)) throw error;
      missing ??= error;
    }
  }
  if (problems.length === 0 && missing) throw missing;
  return problems;
}

/** @param moment Unix time, milliseconds */
export const iso = (moment: number): string => new Date(moment).toISOString();

const shown = 5;

const listed = (problems: string[]): string =>
  problems.length > shown ? `${problems.slice(0, shown).join("; ")}; and ${problems.length - shown} more` : problems.join("; ");
