import { Cron } from "croner";

/** What a backup stands on: nothing, the last full one, or the last of any kind. */
export const backupTypes = ["full", "differential", "incremental"] as const;
export type BackupType = (typeof backupTypes)[number];

/** Five cron fields each, in UTC. */
export type Schedules = { [type in BackupType]?: string | undefined };

/** A leap year, the same on every day: what is worked out from it must not change from one preview to the next. */
const year = { start: Date.UTC(2028, 0, 1), end: Date.UTC(2029, 0, 1) };
const shortestInterval = 3600;
/** An offset, which is ten times as fast as a time zone. */
const utc = { utcOffset: 0, paused: true };

/**
 * @returns the longest time in a year between two backups of whatever type, in seconds; an hour at least
 * @throws Error when nothing is scheduled
 */
export function longestIntervalSeconds(schedules: Schedules): number {
  const crons = Object.values(schedules).flatMap((text) => (text === undefined ? [] : [new Cron(text, utc)]));
  const timeOf = (date: Date | null | undefined): number[] => (date ? [date.getTime()] : []);
  const firstAfter = (time: number) => Math.min(...crons.flatMap((cron) => timeOf(cron.nextRun(new Date(time)))));
  // What croner looks back from does not count itself.
  const lastUntil = (time: number) => Math.max(...crons.flatMap((cron) => timeOf(cron.previousRuns(1, new Date(time + 1000))[0])));

  let longest = shortestInterval * 1000;
  let backup = firstAfter(year.start - 1000);
  if (backup === Infinity) throw new Error("schedules: got none, a backup that is never made has no age");
  while (backup < year.end) {
    const last = lastUntil(backup + longest);
    const next = last > backup ? last : firstAfter(backup);
    longest = Math.max(longest, next - backup);
    backup = next;
  }
  return longest / 1000;
}

/** Numbers alone: the two schedulers know different names and shortcuts. */
const fiveFields = /^[\d*,/-]+( [\d*,/-]+){4}$/;

/** @returns whether both platforms can run by it, and it has a time at all: 30 February has none */
export function isSchedule(text: string): boolean {
  if (!fiveFields.test(text)) return false;
  try {
    return new Cron(text, { timezone: "UTC" }).nextRun() !== null;
  } catch {
    return false;
  }
}
