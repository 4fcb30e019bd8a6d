import { provable } from "../backup/verifications";
import type { Evidence, Found } from "../backup/evidence";

/** What recoveries are tried of: of what verifications prove, and of the whole stack. */
export const drilled = [...provable, "stack"] as const;
export type Drilled = (typeof drilled)[number];

/** One recovery that was tried where nobody reaches it. */
export interface Drill {
  of: Drilled;
  /** ISO 8601. */
  finishedAt: string;
  outcome: Evidence["outcome"];
  /** Label of the backup, or name of the file; null when none could be looked at. */
  backup: string | null;
  /** RTO: of the whole recovery; null when it was not measured in full. */
  rtoSeconds: number | null;
  /** RPO: what a loss when it began would have cost; null when it was not measured. */
  rpoSeconds: number | null;
}

export interface History {
  /** The oldest first. */
  drills: Drill[];
  /** Files of evidence that nothing is believed of. */
  notGenuine: { of: Drilled; file: string; reason: string }[];
}

/** @param count of the newest ones, of all kinds together */
export function historyOf(all: { of: Drilled; found: Found[] }[], count: number): History {
  const drills = all.flatMap(({ of, found }) => found.flatMap((one) => (one.genuine ? [drillOf(of, one.evidence)] : [])));
  return {
    drills: drills.sort((a, b) => a.finishedAt.localeCompare(b.finishedAt)).slice(-count),
    notGenuine: all.flatMap(({ of, found }) => found.flatMap((one) => (one.genuine ? [] : [{ of, file: one.file, reason: one.reason }]))),
  };
}

const drillOf = (of: Drilled, { finishedAt, outcome, backup, recoverySeconds, lostSeconds }: Evidence): Drill => ({
  of,
  finishedAt,
  outcome,
  backup,
  rtoSeconds: recoverySeconds,
  rpoSeconds: lostSeconds,
});
