import type { BackupType } from "../../components/backup/schedules";
import type { Histories } from "../../services/drill/src/restore/timelines";
import { presentEngine } from "../engine";
import { CommandError, exit } from "../exit";
import { runtimeOf } from "../runtime";
import { Stack, type Recoverable } from "../stack";
import { newestWalAt, readCatalogue, readInfo, readTimelines, type Ask, type Catalogue } from "./catalogue";
import type { Backup } from "./chain";
import { readDetails, type Details } from "./details";
import { parseInfo, type Info, type Repository } from "./info";
import { firstUnit, store } from "./unit";
import { verificationsOf, type DeployedVerification } from "./verifications";

/** The backups of a stack that is deployed: what its outputs say of them, and what can be asked and run. */
export interface DeployedBackups {
  /** Type → its scheduled job. */
  jobs: { [type in BackupType]?: { service: string; schedule: string } | undefined };
  read: () => Promise<Catalogue>;
  details: (one: Backup) => Promise<Details | null>;
  /** When a repository's newest WAL came there: ISO 8601, null where there is none. */
  newestWalAt: (repository: Repository) => Promise<string | null>;
  timelines: (repository: Repository) => Promise<Histories>;
  /** What the archives of each repository reach, without a look at their files. */
  repositories: () => Promise<Repository[]>;
  /** Runs the job of a service at once. @param write gets its lines @returns its exit code */
  runNow: (service: string, write: (line: string) => void) => Promise<number>;
  /** Of the backup that the job of a service is making; asked beside it, because no other container sees its lock. */
  progress: (service: string) => Promise<Info["progress"]>;
  /** What each kind of them is made by, and verified by. */
  files: DeployedFiles[];
}

/** Files that each hold all of a store's data. */
export interface DeployedFiles {
  /** Of the job that makes them. */
  schedule: string;
  verification: DeployedVerification;
}

/** @throws CommandError when nothing is deployed, or no backups are made */
export async function deployedBackups(name: string): Promise<DeployedBackups> {
  return backupsOf(name, await new Stack(name, await presentEngine()).recoverable());
}

/**
 * @param beside the server, which may be lost: the repositories are asked where verifications run
 * @throws CommandError when no backups are made
 */
export function backupsOf(name: string, outputs: Recoverable, beside = false): DeployedBackups {
  const { archive, backups } = outputs.recovery[store] ?? {};
  if (!archive || !backups) {
    throw new CommandError(
      `stack ${name}: got no backups in its outputs\nFix: deploy it again: ./ballast up --stack ${name}`,
      exit.missing,
    );
  }
  const { stanza } = archive;
  const runtime = runtimeOf(outputs);
  const inside =
    (service: string): Ask =>
    (command) =>
      runtime.exec(firstUnit(outputs, service), command);
  const ask = beside ? besideServer(outputs) : inside(store);
  return {
    jobs: backups.jobs,
    read: () => readCatalogue(ask, stanza),
    details: (one) => readDetails(ask, stanza, one),
    newestWalAt: (repository) => newestWalAt(ask, stanza, repository),
    timelines: (repository) => readTimelines(ask, stanza, repository),
    repositories: async () => parseInfo(await readInfo(ask, stanza), stanza).repositories,
    runNow: (service, write) => runtime.runNow(firstUnit(outputs, service), write),
    progress: async (service) => parseInfo(await readInfo(inside(service), stanza), stanza).progress,
    files: filesOf(outputs),
  };
}

function besideServer(outputs: Recoverable): Ask {
  const verification = verificationsOf(outputs).find(({ of }) => of === "backups");
  return async (command) => {
    if (!verification) throw new CommandError("outputs: got no verification of backups, where they could be asked", exit.couldNotAsk);
    const lines: string[] = [];
    const exitCode = await verification.run(command, (line) => lines.push(line));
    if (exitCode === 0) return lines.join("\n");
    throw new CommandError(
      `${verification.service}: ${command[0]} ended with exit code ${exitCode}: ${lines.slice(-3).join(" ")}`,
      exit.couldNotAsk,
    );
  };
}

function filesOf(outputs: Recoverable): DeployedFiles[] {
  const schedules = {
    backups: undefined,
    dumps: outputs.recovery[store]?.dumps?.jobs.full?.schedule,
    snapshots: outputs.recovery["redis"]?.backups?.jobs.full?.schedule,
  };
  return verificationsOf(outputs).flatMap((verification) => {
    const schedule = schedules[verification.of];
    return schedule === undefined ? [] : [{ schedule, verification }];
  });
}
