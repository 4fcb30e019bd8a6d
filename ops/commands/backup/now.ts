import { Argument, type Command } from "commander";
import { backupTypes, type BackupType } from "../../../components/backup/schedules";
import { sizeText, tookSeconds } from "../../backup/amounts";
import { stateText, type Backup } from "../../backup/chain";
import { deployedBackups, type DeployedBackups } from "../../backup/deployed";
import { shown } from "../../backup/running";
import { CommandError, exit, type Done } from "../../exit";
import { stackOption } from "../../options";

interface NowOptions {
  stack: string;
  json?: true;
}

export function nowCommand(backup: Command, done: Done): void {
  backup
    .command("now")
    .description("make a backup at once, with the job that makes it by its schedule")
    .addArgument(new Argument("[type]", "which; without it, the smallest that is scheduled").choices(backupTypes))
    .addOption(stackOption())
    .option("-j, --json", "the new backup as JSON")
    .action(async (type: BackupType | undefined, options: NowOptions) => done(await now(type, options)));
}

async function now(wanted: BackupType | undefined, { stack, json }: NowOptions): Promise<number> {
  const { jobs, read, runNow, progress } = await deployedBackups(stack);
  const { type, service } = chosen(jobs, wanted);
  const before = (await read()).backups;
  const exitCode = await shown({
    what: `backup ${type}`,
    run: (write) => runNow(service, write),
    progress: async () => percentOf(await progress(service)),
    goesOn: `interrupted: a backup that has begun goes on without this; when it is done, ./ballast backup list --stack ${stack} has it`,
  });
  const made = added(before, (await read()).backups);
  if (exitCode !== 0 || made.length === 0) throw failure(type, exitCode, made);
  console.log(json ? JSON.stringify({ stack, backups: made }, null, 2) : made.map(madeText).join("\n"));
  return made.every(({ state }) => state === "intact") ? exit.done : exit.failed;
}

/** @throws CommandError for a type that has no job */
export function chosen(jobs: DeployedBackups["jobs"], wanted: BackupType | undefined): { type: BackupType; service: string } {
  const scheduled = backupTypes.flatMap((type) => (jobs[type] ? [{ type, ...jobs[type] }] : []));
  const found = wanted === undefined ? scheduled.at(-1) : scheduled.find(({ type }) => type === wanted);
  if (found) return found;
  throw new CommandError(
    `type: got ${wanted ?? "none"}, allowed is what is scheduled: ${scheduled.map(({ type }) => type).join(", ") || "nothing"}\n` +
      `Fix: schedule it: ballast:postgres.backup.schedules.${wanted ?? "full"}`,
    exit.usage,
  );
}

/** What is there now and was not before. */
export const added = (before: Backup[], after: Backup[]): Backup[] =>
  after.filter((one) => !before.some(({ repository, label }) => repository === one.repository && label === one.label));

/** A job that ended well and left nothing is a failure, and so is one that left something and failed. */
const failure = (type: BackupType, exitCode: number, made: Backup[]): CommandError =>
  new CommandError(
    made.length === 0
      ? `backup ${type}: no new backup, the job ended with exit code ${exitCode}`
      : `backup ${type}: the job ended with exit code ${exitCode}, after ${made.map(({ label }) => label).join(", ")} was made`,
  );

export function percentOf(progress: { done: number; all: number } | null): string | null {
  return progress === null || progress.all === 0 ? null : `${Math.floor((100 * progress.done) / progress.all)} %`;
}

const madeText = (one: Backup): string =>
  `${one.label}: ${one.type}, database ${sizeText(one.databaseBytes)}, stored ${sizeText(one.storedBytes)}, took ${tookSeconds(one)} s, ${stateText(one)}`;
