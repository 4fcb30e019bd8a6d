import type { Generations } from "../../components/store/generations";
import type { RestoreRequest, RestoreTarget } from "../../services/drill/src/restore/request";
import { tookSeconds } from "../backup/amounts";
import type { Backup } from "../backup/chain";
import { newestOf, type Found } from "../backup/evidence";
import { CommandError, exit } from "../exit";
import type { Choice } from "./choice";
import type { Since } from "./server";
import type { Wanted } from "./wanted";

/** What a restore will do, as far as that is known before. */
export interface RestorePlan extends Choice {
  stack: string;
  generation: { now: number; next: number };
  /** Where the repository of the backup is. */
  place: string;
  target: RestoreTarget;
  estimate: Estimate | null;
  /** Null for a restore to the latest while the server archives: it loses nothing. */
  lost: Since | null;
  /** The server does not run: what it has not archived is given up. */
  serverLost: boolean;
}

export interface RollbackPlan {
  stack: string;
  generation: { now: number; next: number };
  /** What was written on the generation that is left; null when that is not known. */
  left: Since | null;
}

export interface Estimate {
  seconds: number;
  /** What it is taken from: a recovery that was measured, or how long it took to read the data for the backup. */
  from: "verification" | "backup";
}

export const targetOf = (wanted: Wanted): RestoreTarget =>
  wanted.kind === "time" ? { time: new Date(wanted.at).toISOString() } : wanted.kind;

export const requestOf = ({ generation, backup: { repository, label }, target }: RestorePlan): RestoreRequest => ({
  generation: generation.next,
  repository,
  label,
  target,
});

/** @returns a number that no generation has had, of those that are declared */
export const nextGeneration = ({ generation, restores }: Generations): number =>
  Math.max(generation, ...Object.keys(restores).map(Number)) + 1;

/**
 * @param wanted without it, the newest one from before the one in use
 * @throws CommandError for one that is not declared, or in use
 */
export function generationToReturnTo({ generation, restores }: Generations, wanted?: number): number {
  const there = [
    1,
    ...Object.keys(restores)
      .map(Number)
      .sort((a, b) => a - b),
  ].filter((each) => each !== generation);
  const found = wanted === undefined ? there.findLast((each) => each < generation) : there.find((each) => each === wanted);
  if (found !== undefined) return found;
  throw new CommandError(
    `generation: got ${wanted ?? `none before ${generation}`}, allowed is one that the stack has and does not run on: ${there.join(", ") || "there is none"}` +
      `\nFix: ./ballast restore makes a new one`,
    exit.usage,
  );
}

/** BR11: what the newest passed verification of that repository measured; where there is none, as long as reading all of it took. */
export function estimateOf(backup: Backup, evidence: Found[]): Estimate | null {
  const passed = evidence.filter((one) => one.genuine && one.evidence.outcome === "pass");
  const measured = newestOf(backup.repository, passed)?.recoverySeconds ?? null;
  if (measured !== null) return { seconds: measured, from: "verification" };
  if (backup.readBytes <= 0) return null;
  return { seconds: Math.max(1, (tookSeconds(backup) * backup.databaseBytes) / backup.readBytes), from: "backup" };
}
