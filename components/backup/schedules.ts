import { Cron } from "croner";

/** What a backup stands on: nothing, the last full one, or the last of any kind. */
export const backupTypes = ["full", "differential", "incremental"] as const;
export type BackupType = (typeof backupTypes)[number];

/** Five cron fields each, in UTC. */
export type Schedules = { [type in BackupType]?: string | undefined };

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
