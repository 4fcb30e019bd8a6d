import { Cron } from "croner";
import type { Difference } from "../drift";
import { CommandError } from "../exit";
import type { DeployedVerification } from "./verifications";
import { newestOf, readEvidence, type Evidence } from "./evidence";

/** Milliseconds that a verification may take, and be late, before its time counts as missed. */
const grace = 4 * 60 * 60 * 1000;
/** Times of the schedule without evidence that are too many: one may fall into a restart. */
const missed = 2;

/** Files that are read: of two repositories, the newest of each is among them, also when one of them was verified by hand. */
const looked = 10;

/** @returns what is wrong with the newest evidence of each repository; what cannot be read is not good */
export async function evidenceDrift(verification: DeployedVerification, now: Date): Promise<Difference[]> {
  const { of, service, schedule, repositories } = verification;
  try {
    const found = await readEvidence(verification, looked);
    const forged = found.flatMap((one): Problem[] => (one.genuine ? [] : [{ op: "not-genuine", reason: `${one.file}: ${one.reason}` }]));
    const unproven = repositories.flatMap((repository): Problem[] => {
      const problem = problemOf(newestOf(repository, found), schedule, now);
      const place = of === "backups" ? `repository ${repository}: ` : "";
      return problem ? [{ ...problem, reason: `${place}${problem.reason}` }] : [];
    });
    return [...forged, ...unproven].map((problem) => difference(service, problem));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [difference(service, { op: "unknown", reason: error.message.split("\n")[0] ?? "" })];
  }
}

interface Problem {
  op: "missing" | "not-genuine" | "stale" | "fail" | "partial" | "could-not-verify" | "unknown";
  reason: string;
}

/** @param newest undefined when there is none */
export function problemOf(newest: Evidence | undefined, schedule: string, now: Date): Problem | undefined {
  if (!newest) return { op: "missing", reason: "no verification has been made" };
  const { outcome, startedAt, finishedAt, backup } = newest;
  if (outcome !== "pass") return { op: outcome, reason: `verification of ${finishedAt}, backup ${backup ?? "none"}` };
  const due = timesBefore(schedule, new Date(now.getTime() - grace)).at(-1);
  if (!due || Date.parse(startedAt) >= due.getTime()) return undefined;
  return { op: "stale", reason: `${finishedAt} is the newest, one was due at ${due.toISOString()}` };
}

const difference = (resource: string, { op, reason }: Problem): Difference => ({ where: "evidence", op, resource, properties: [reason] });

/** @returns the last times of a schedule, the newest first */
function timesBefore(schedule: string, until: Date): Date[] {
  return new Cron(schedule, { utcOffset: 0, paused: true }).previousRuns(missed, until);
}
