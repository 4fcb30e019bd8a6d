import { bytesOf } from "../collect/segments";
import type { Lsn } from "../facts";
import type { Commit } from "./commits";

/** A time to recover to, and the two transactions on its sides: the first must be there, and the second must not. */
export interface Boundary {
  /** For Postgres, in UTC, to the microsecond: the time of the first's commit. */
  time: string;
  last: Commit;
  next: Commit;
}

/**
 * @param commits of a segment, in the order of the WAL
 * @param before those of the segment in front of it: commits are not quite in the order of their times, and recovery stops at the first
 * that is too late
 * @param after a place that the copy has passed already
 * @returns every pair between which a recovery can stop
 */
export function boundaries(commits: Commit[], before: Commit[], after: Lsn): Boundary[] {
  const found: Boundary[] = [];
  let latest = before.reduce((most, { at }) => (at > most ? at : most), 0n);
  commits.forEach((last, index) => {
    const next = commits[index + 1];
    const newest = last.at > latest;
    if (newest) latest = last.at;
    if (newest && next && next.at > latest && bytesOf(last.lsn) > bytesOf(after)) found.push({ time: timeOf(last.at), last, next });
  });
  return found;
}

function timeOf(microseconds: bigint): string {
  const text = new Date(Number(microseconds / 1000n)).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)}.${String(microseconds % 1_000_000n).padStart(6, "0")}+00`;
}
