import type { Assertion, Verdict } from "./assertions/assertion";
import { readable, UnknownFact } from "./assertions/reading";
import { defectText } from "./defect";
import type { AnyFacts, Collected } from "./facts";

export type Outcome = "pass" | "fail" | "partial" | "could-not-verify";

export type Judged = Pick<Assertion, "id" | "title"> & Verdict;

export interface Judgement {
  outcome: Outcome;
  /** Why nothing could be verified. */
  reason: string | null;
  counts: Record<Verdict["outcome"], number>;
  assertions: Judged[];
}

/**
 * What a backup without TimescaleDB, and the first of its type can do without; so can one that somebody chose, a verification with the
 * stack's own key, and one with the key of a recovery sheet.
 */
const skippable = new Set([
  "backup-newest",
  "backup-recent",
  "escrowed-key-opens",
  "recovery-time-objective",
  "recovery-point-objective",
  "repository-write-refused",
  "size-plausible",
  "hypertables-equal",
  "timescale-jobs-equal",
]);

/** @returns whether an assertion was skipped that a pass can do without */
export const mayBeMissed = ({ id, outcome }: Judged): boolean => outcome === "skip" && skippable.has(id);

/**
 * Judges the facts. Pure.
 * @param onDefect hears of assertions that broke, which is no news of the backup
 * A failure decides; then what could not be known, and what was skipped of all that is essential, keeps it from a pass.
 */
export function judge<F extends AnyFacts>(
  facts: Collected<F>,
  all: Assertion<F>[],
  onDefect: (defect: Error) => void = () => undefined,
): Judgement {
  const notStarted = whyNotStarted(facts);
  return notStarted === null ? judgeStarted(facts, all, onDefect) : judgementOf([], notStarted);
}

/** The same for facts that are there: what was to be restored, was. */
export function judgeStarted<F>(facts: Collected<F>, all: Assertion<F>[], onDefect: (defect: Error) => void): Judgement {
  let defect: string | null = null;
  const tell = (error: Error): void => {
    defect ??= defectText(error);
    onDefect(error);
  };
  const judged = all.map((assertion) => judgedBy(assertion, facts, tell));
  // What is found to be wrong stays wrong, whatever could not be judged.
  return judgementOf(judged, judged.some(({ outcome }) => outcome === "fail") ? null : defect);
}

/** @param reason why nothing could be verified */
function judgementOf(judged: Judged[], reason: string | null): Judgement {
  const count = (outcome: Verdict["outcome"]): number => judged.filter((one) => one.outcome === outcome).length;
  const counts = { pass: count("pass"), fail: count("fail"), unknown: count("unknown"), skip: count("skip") };
  return { outcome: reason === null ? outcomeOf(judged) : "could-not-verify", reason, counts, assertions: judged };
}

function outcomeOf(judged: Judged[]): Outcome {
  if (judged.some(({ outcome }) => outcome === "fail")) return "fail";
  const good = judged.length > 0 && judged.every((one) => one.outcome === "pass" || mayBeMissed(one));
  return good ? "pass" : "partial";
}

function whyNotStarted<F extends AnyFacts>(facts: Collected<F>): string | null {
  try {
    return readable<F>(facts).run.couldNotStart;
  } catch (error) {
    return (error as Error).message;
  }
}

/** One that breaks on facts of an unexpected shape proves nothing. */
function judgedBy<F>({ id, title, judge }: Assertion<F>, facts: Collected<F>, onDefect: (defect: Error) => void): Judged {
  try {
    return { id, title, ...judge(readable<F>(facts)) };
  } catch (error) {
    if (error instanceof UnknownFact) return { id, title, outcome: "unknown", reason: error.message };
    onDefect(error as Error);
    return { id, title, outcome: "unknown", reason: defectText(error as Error) };
  }
}
