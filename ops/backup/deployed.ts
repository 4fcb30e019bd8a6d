import type { BackupType } from "../../components/backup/schedules";
import type { Histories } from "../../services/drill/src/restore/timelines";
import { presentEngine } from "../engine";
import { CommandError, exit } from "../exit";
import { runtimeOf } from "../runtime";
import { Stack, type DeployedOutputs, type Recoverable } from "../stack";
import { unitsOf } from "../status-report";

import { newestWalAt, readCatalogue, readInfo, readTimelines, type Ask, type Catalogue } from "./catalogue";
import type { Backup } from "./chain";
import { readDetails, type Details } from "./details";
import { parseInfo, type Info, type Repository } from "./info";

/** The service whose backups these are; who runs it can read the repositories. */
export const store = "postgres";

/** What proves the backups of a stack that is deployed. */
export interface DeployedVerification {
  service: string;
  schedule: string;
  /** PEM of what its evidence is checked with. */
  publicKey: string;
  /** Numbers of those whose backups it verifies, one run each. */
  repositories: number[];
  /** Runs a program where verifications run, with all that they have. @param write gets its lines @returns its exit code */
  run: (command: string[], write: (line: string) => void) => Promise<number>;
}

/** @throws CommandError when nothing is deployed, or nothing verifies */
export async function deployedVerification(name: string): Promise<DeployedVerification> {
  const found = verificationOf(await new Stack(name, await presentEngine()).recoverable());
  if (found) return found;
  throw new CommandError(
    `stack ${name}: got no verification in its outputs\nFix: deploy it again: ./ballast up --stack ${name}`,
    exit.missing,
  );
}

/** @returns undefined when nothing verifies */
export function verificationOf(outputs: Recoverable): DeployedVerification | undefined {
  const { archive, verification } = outputs.recovery[store] ?? {};
  if (!archive || !verification) return undefined;
  const unit = firstUnit(outputs, verification.service);
  const repositories = archive.repositories.map(({ number }) => number);
  return { ...verification, repositories, run: (command, write) => runtimeOf(outputs).runNow(unit, write, command) };
}

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
}

/** @throws CommandError when nothing is deployed, or no backups are made */
export async function deployedBackups(name: string): Promise<DeployedBackups> {
  return backupsOf(name, await new Stack(name, await presentEngine()).recoverable());
}

/** @throws CommandError when no backups are made */
export function backupsOf(name: string, outputs: Recoverable): DeployedBackups {
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
  const ask = inside(store);
  return {
    jobs: backups.jobs,
    read: () => readCatalogue(ask, stanza),
    details: (one) => readDetails(ask, stanza, one),
    newestWalAt: (repository) => newestWalAt(ask, stanza, repository),
    timelines: (repository) => readTimelines(ask, stanza, repository),
    repositories: async () => parseInfo(await readInfo(ask, stanza), stanza).repositories,
    runNow: (service, write) => runtime.runNow(firstUnit(outputs, service), write),
    progress: async (service) => parseInfo(await readInfo(inside(service), stanza), stanza).progress,
  };
}

export function firstUnit(outputs: DeployedOutputs, service: string): string {
  const [unit] = unitsOf(outputs, service);
  if (unit !== undefined) return unit;
  throw new CommandError(
    `outputs: service ${service} has no unit, must have one\nFix: deploy the stack again: ./ballast up`,
    exit.couldNotAsk,
  );
}
