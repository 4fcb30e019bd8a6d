import { table } from "../table";
import { stateText, type Backup } from "./chain";
import type { FilesStatus } from "./files";
import type { Repository } from "./info";
import type { JobStatus } from "./kept-schedule";
import { notVerified, problemLines, problemsOf } from "./list-view";

/** How the backups of a stack are at one moment. */
export interface BackupStatus {
  repositories: Repository[];
  /** Of each repository that has one. */
  newest: Backup[];
  /** Of each repository, those that are scheduled. */
  jobs: JobStatus[];
}

const header = ["JOB", "REPOSITORY", "SCHEDULE", "DUE", "LAST", "AGE h", "VERDICT"];

export function statusText({ repositories, newest, jobs }: BackupStatus, colours: boolean): string {
  const rows = jobs.map(({ type, repository, schedule, due, last, ageSeconds, verdict }) => [
    type,
    String(repository),
    schedule,
    due ?? "-",
    last ?? "-",
    ageSeconds === null ? "-" : (ageSeconds / 3600).toFixed(1),
    verdict === "ok" ? verdict : { text: verdict, colour: "red" as const },
  ]);
  return [
    table(header, rows, colours),
    "",
    ...problemLines(repositories),
    ...newest.map((one) => `Newest backup of repository ${one.repository}: ${one.label}, ${stateText(one)}`),
    ...(newest.length === 0 ? ["No backup"] : []),
    notVerified,
  ].join("\n");
}

export const statusJson = (stack: string, { repositories, newest, jobs }: BackupStatus, files: FilesStatus[]): string =>
  JSON.stringify({ stack, jobs, newest, repositories: problemsOf(repositories), verified: false, files }, null, 2);
