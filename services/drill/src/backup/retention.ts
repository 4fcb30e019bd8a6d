import type { Listed } from "../engine/catalogue";

/** A set may go when both let it. */
export interface Retention {
  /** Every moment of so many days before the newest backup can be restored. */
  days: number;
  /** So many full backups at least are there, with what builds on them. */
  fullBackups: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Decides what goes. Nothing does while the newest backup has not passed: an old one may be the only good one. Days are counted back from the
 * end of the newest backup, so that a clock that jumps, or a schedule that stood still, removes nothing. Pure.
 * @param backups of one repository, oldest first
 * @param passed whether a backup's last verification has passed
 * @returns sets, the oldest first: each a full backup and all that builds on it. A full backup with page errors stands in for no other
 */
export function expiredSets(backups: Listed[], { days, fullBackups }: Retention, passed: (label: string) => boolean): string[][] {
  const newest = backups.at(-1);
  if (!newest || !passed(newest.label)) return [];
  const mayGo = (one: Listed): boolean => {
    const newer = backups.slice(backups.indexOf(one) + 1).filter(({ full, pageErrors }) => full && !pageErrors);
    return newer.length >= fullBackups && newer.some(({ stoppedAt }) => stoppedAt <= newest.stoppedAt - days * day);
  };
  return backups
    .filter((one) => one.full && mayGo(one))
    .map(({ label }) => setOf(backups, label))
    .filter((set) => !set.includes(newest.label));
}

/** @returns a backup and all that builds on it, directly or through others */
function setOf(backups: Listed[], label: string): string[] {
  const set = new Set([label]);
  for (const { label: other, needs } of backups) if (needs.some((each) => set.has(each))) set.add(other);
  return [...set];
}
