import { Cron } from "croner";
import { backupTypes, type BackupType } from "../../components/backup/schedules";

export interface Happening {
  /** Milliseconds since 1970. */
  at: number;
  service: string;
  /** Of the backup; a verification has none. */
  type?: BackupType;
}

export interface Jobs {
  backups: { [type in BackupType]?: Job | undefined };
  verification: Job;
}

interface Job {
  service: string;
  schedule: string;
}

/**
 * @param from milliseconds since 1970; so is `until`, which is left out
 * @returns all that the jobs do by their schedules, in UTC, in order
 */
export function calendar({ backups, verification }: Jobs, from: number, until: number): Happening[] {
  const made = backupTypes.flatMap((type) => (backups[type] ? [{ ...backups[type], type }] : []));
  const jobs: (Job & { type?: BackupType })[] = [...made, verification];
  return jobs.flatMap(({ schedule, ...job }) => times(schedule, from, until).map((at) => ({ at, ...job }))).sort((a, b) => a.at - b.at);
}

function times(schedule: string, from: number, until: number): number[] {
  const cron = new Cron(schedule, { utcOffset: 0, paused: true });
  const found: number[] = [];
  let next = cron.nextRun(new Date(from - 1000));
  while (next && next.getTime() < until) {
    found.push(next.getTime());
    next = cron.nextRun(next);
  }
  return found;
}
