import { Cron } from "croner";
import { backupTypes, type BackupType } from "../../components/backup/schedules";
import type { Backup } from "./chain";

export interface JobStatus {
  repository: number;
  type: BackupType;
  schedule: string;
  /** The last time of the schedule whose backup must be there by now. ISO 8601; null when it has had none. */
  due: string | null;
  /** End of the newest intact backup that is of this type, or needs fewer others. */
  last: string | null;
  ageSeconds: number | null;
  verdict: "ok" | "overdue" | "none yet";
}

/** Seconds that any backup may be late; beside it, twice what the last one took. */
export const lateAfter = 3600;

/** Whether a job has kept its schedule in a repository (BR7). */
export function jobStatus(type: BackupType, schedule: string, repository: number, backups: Backup[], now: Date): JobStatus {
  const last = backups
    .filter((one) => one.repository === repository && one.state === "intact" && standsInFor(one.type, type))
    .reduce<Backup | undefined>((newest, one) => (newest && newest.startedAt > one.startedAt ? newest : one), undefined);
  const patience = lateAfter * 1000 + (last ? 2 * (Date.parse(last.stoppedAt) - Date.parse(last.startedAt)) : 0);
  const due = lastTime(schedule, new Date(now.getTime() - patience));
  return {
    repository,
    type,
    schedule,
    due: due?.toISOString() ?? null,
    last: last?.stoppedAt ?? null,
    ageSeconds: last ? Math.round((now.getTime() - Date.parse(last.stoppedAt)) / 1000) : null,
    verdict: !last ? "none yet" : due && Date.parse(last.startedAt) < due.getTime() ? "overdue" : "ok",
  };
}

/** What needs fewer others can be restored wherever the other could. */
const standsInFor = (made: BackupType, wanted: BackupType): boolean => backupTypes.indexOf(made) <= backupTypes.indexOf(wanted);

/** @returns the last time of a schedule, up to a moment */
export function lastTime(schedule: string, until: Date): Date | undefined {
  // What croner looks back from does not count itself.
  return new Cron(schedule, { timezone: "UTC", paused: true }).previousRuns(1, new Date(until.getTime() + 1000))[0];
}
