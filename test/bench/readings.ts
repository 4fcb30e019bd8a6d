/** What `drill backup` tells of the backup that it made. */
export interface MadeBackup {
  label: string;
  databaseBytes: number;
  /** What it added to the repository. */
  storedBytes: number;
}

/** @throws Error when it made none */
export function madeBackup(output: string): MadeBackup {
  const [, label, database, stored] = found(output, /made backup (\S+): (\d+) bytes of database, (\d+) bytes stored/);
  return { label: label as string, databaseBytes: Number(database), storedBytes: Number(stored) };
}

/** @returns seconds that pgBackRest says its command took, from its first line to its last */
export function engineSeconds(output: string, command: "backup" | "restore"): number {
  const [, milliseconds] = found(output, new RegExp(`${command} command end: completed successfully \\((\\d+)ms\\)`));
  return Number(milliseconds) / 1000;
}

export interface Throughput {
  transactions: number;
  perSecond: number;
}

/** @param output of pgbench. @throws Error when transactions failed */
export function throughput(output: string): Throughput {
  const [, failed] = found(output, /number of failed transactions: (\d+)/);
  if (failed !== "0") throw new Error(`pgbench: ${failed} transactions failed`);
  const [, transactions] = found(output, /number of transactions actually processed: (\d+)/);
  const [, perSecond] = found(output, /^tps = ([\d.]+)/m);
  return { transactions: Number(transactions), perSecond: Number(perSecond) };
}

/** Seconds of one verification. */
export interface VerificationSplit {
  restore: number;
  /** Until the copy was consistent, and from there to the end of the archive. */
  consistent: number;
  replay: number;
  /** Until it took a write. */
  writable: number;
  /** All the rest: looking around, comparing, reading every page and index. */
  reading: number;
  whole: number;
}

/**
 * @param output of `drill evidence --newest 1`
 * @throws Error when that verification did not pass
 */
export function verificationSplit(output: string): VerificationSplit {
  const { text } = JSON.parse(output.split("\n", 1)[0] as string) as { text: string };
  const { outcome, reason, startedAt, finishedAt, assertions, facts } = JSON.parse(text) as Found;
  if (outcome !== "pass") {
    const others = assertions.filter(({ outcome: each }) => each === "fail" || each === "unknown").map(({ id }) => id);
    throw new Error(`the verification ended with ${outcome}: ${[reason, ...others].filter(Boolean).join(", ")}`);
  }
  const { restore, consistent, replay, writable } = facts.run.recoverySeconds;
  const whole = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return { restore, consistent, replay, writable, reading: whole - restore - consistent - replay - writable, whole };
}

/** As much of the evidence as is read here. */
interface Found {
  outcome: string;
  reason: string | null;
  startedAt: string;
  finishedAt: string;
  assertions: { id: string; outcome: string }[];
  facts: { run: { recoverySeconds: Pick<VerificationSplit, "restore" | "consistent" | "replay" | "writable"> } };
}

function found(output: string, pattern: RegExp): RegExpExecArray {
  const match = pattern.exec(output);
  if (!match) throw new Error(`${pattern} is not in what was said:\n${output.trim().split("\n").slice(-20).join("\n")}`);
  return match;
}
