import { stepsText, type Done } from "./steps";
import type { Refused } from "./choice";

/** What became of one recovery: DR4. Kept in the folder of the evidence. */
export interface RecoveryRecord {
  version: 1;
  kind: "disaster-recovery";
  stack: string;
  sheet: { project: string; stack: string; exported: string; fingerprint: string };
  backup: string;
  /** Of Redis; null where it began empty. */
  snapshot: string | null;
  /** Backups and snapshots that were newer, and why they were passed over. */
  refused: Refused[];
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  steps: Done[];
  /** RTO: from the start of the command to the verified stack. Of a recovery that was interrupted, of its last run. */
  rtoSeconds: number;
  /** Commit of the newest transaction in the archive, ISO 8601: all up to it is there. Null when it was not measured. */
  lastTransactionAt: string | null;
  /** RPO at most: from that commit to the start of the command. What was committed between it and the disaster is lost. */
  rpoSeconds: number | null;
}

/** @param file where the record is */
export function recordText(record: RecoveryRecord, file: string): string {
  const { stack, backup, snapshot, rtoSeconds, lastTransactionAt, rpoSeconds } = record;
  const point =
    lastTransactionAt === null || rpoSeconds === null
      ? "RPO unknown: the evidence has no measured time of the newest transaction"
      : `RPO ${duration(rpoSeconds)} at most: the newest transaction is of ${lastTransactionAt}. What was committed between it and the disaster is lost`;
  return [
    stepsText(record.steps),
    "",
    `stack ${stack} runs, recovered from backup ${backup}${snapshot === null ? "" : ` and snapshot ${snapshot}`}`,
    `RTO ${duration(rtoSeconds)}: from the start of the command to the verified stack`,
    point,
    `record: ${file}`,
    "",
    `Redis ${snapshot === null ? "began empty" : "has what its snapshot had"}. Next: ./ballast backup now, and ./ballast keys export.`,
  ].join("\n");
}

export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
