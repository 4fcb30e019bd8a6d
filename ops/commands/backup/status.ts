import type { Command } from "commander";
import { backupTypes } from "../../../components/backup/schedules";
import type { Catalogue } from "../../backup/catalogue";
import { deployedBackups, type DeployedBackups } from "../../backup/deployed";
import { readFiles, type FilesStatus } from "../../backup/files";
import { filesText } from "../../backup/files-view";
import { jobStatus } from "../../backup/kept-schedule";
import { statusJson, statusText, type BackupStatus } from "../../backup/status-view";
import { exit, type Done } from "../../exit";
import { stackOption } from "../../options";
import { wantsColours } from "../../table";

interface StatusOptions {
  stack: string;
  json?: true;
}

export function statusCommand(backup: Command, done: Done): void {
  backup
    .command("status")
    .description("whether every backup is there that should be, and the newest one intact; dumps and snapshots verified")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: StatusOptions) => done(await status(options)));
}

async function status({ stack, json }: StatusOptions): Promise<number> {
  const { jobs, read, files: deployedFiles } = await deployedBackups(stack);
  const now = new Date();
  const found = statusOf(jobs, await read(), now);
  const files = await Promise.all(deployedFiles.map((one) => readFiles(one, now)));
  const colours = wantsColours(process.stdout, process.env);
  console.log(json ? statusJson(stack, found, files) : statusText(found, colours));
  if (!json && files.length > 0) console.log(filesText(files, colours));
  return exitCodeOf(found, files);
}

export function statusOf(jobs: DeployedBackups["jobs"], { repositories, backups }: Catalogue, now: Date): BackupStatus {
  const trusted = repositories.flatMap(({ key, problem }) => (problem === null ? [key] : []));
  return {
    repositories,
    newest: trusted.flatMap((key) => backups.findLast(({ repository }) => repository === key) ?? []),
    jobs: trusted.flatMap((key) =>
      backupTypes.flatMap((type) => {
        const job = jobs[type];
        return job ? [jobStatus(type, job.schedule, key, backups, now)] : [];
      }),
    ),
  };
}

export function exitCodeOf({ repositories, newest, jobs }: BackupStatus, files: FilesStatus[]): number {
  if (newest.length === 0) return exit.missing;
  const good =
    repositories.every(({ problem }) => problem === null) &&
    newest.every(({ state }) => state === "intact") &&
    [...jobs, ...files].every(({ verdict }) => verdict === "ok");
  return good ? exit.done : exit.failed;
}
