import type { AnyFacts, Collected, Facts } from "../facts";
import type { Judgement, Outcome } from "../judge";

/** What the program ends with. */
export const exitCodes: Record<Outcome, number> = { pass: 0, fail: 1, partial: 3, "could-not-verify": 4 };

/** What one verification found; kept, and signed. It names tables and roles, and holds no value of a row and no secret. */
export interface Evidence<F extends AnyFacts = Facts> extends Judgement {
  version: 1;
  /** Whose backups these are: `postgres`, or what makes the files. */
  store: string;
  /** Of files there is one, which is 1. */
  repository: number;
  /** Label of the backup, or name of the file; null when none could be looked at. */
  backup: string | null;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  /** Of the random choices: the same seed makes the same ones. Null where there are none. */
  seed: string | null;
  /** All that it was judged by; null when nothing could be looked at. */
  facts: Collected<F> | null;
}
