import { backupFacts, type Backup } from "../collect/repository";
import type { Collected, Manifest } from "../facts";
import type { BackupType, Engine, Repository } from "../engine/engine";
import { catalogueOf } from "../engine/catalogue";
import type { Server } from "../postgres/sessions";
import { takeManifest } from "./manifest";
import { metadataOf } from "./metadata";
import { configurationPath, engineManifestPath, manifestPath, metadataPath } from "./paths";
import { sealed } from "./seal";
import { untilArchived } from "./until-archived";

export interface BackupArgs {
  type: BackupType;
  repository: Repository;
  /** What is backed up, for a role that may read everything. */
  server: Server;
  host: string;
  /** What else a recovery needs. @default nothing is kept */
  configuration?: string;
  /** How long transactions under way may hold up the manifest, and the archive what follows it. */
  patienceMs: number;
}

/**
 * Makes one backup, makes sure that the repository has it, and keeps beside it what is in it.
 * @throws Error when anything of this did not work; the message says whether there is a backup
 */
export async function makeBackup(engine: Engine, args: BackupArgs): Promise<Backup> {
  const { type, repository } = args;
  const before = catalogueOf(await engine.info(repository)).labels;
  await engine.backup(type, repository);
  const info = await engine.info(repository);
  const label = catalogueOf(info).labels.findLast((each) => !before.includes(each));
  if (!label) throw new Error("the backup ended well, but the repository has no new one");
  const made = backupFacts(info, await engine.info(repository, label), "{}", label);
  try {
    await describe(engine, made, args);
  } catch (error) {
    throw new Error(`backup ${label} is made, but cannot be verified in full: ${(error as Error).message}`, { cause: error });
  }
  return made;
}

async function describe(
  engine: Engine,
  backup: Backup,
  { repository, server, host, configuration, patienceMs }: BackupArgs,
): Promise<void> {
  const { label } = backup;
  const manifest = await takeManifest(server, label, patienceMs);
  const engineManifest = await engine.raw(engineManifestPath(label), repository);
  const metadata = metadataOf(backup, { host, databases: namesIn(manifest), engineManifest });
  await engine.put(manifestPath(label), sealed(manifest), repository);
  await engine.put(metadataPath(label), sealed(metadata), repository);
  if (configuration) await engine.put(configurationPath(label), configuration, repository);
  await untilArchived(server, async () => catalogueOf(await engine.info(repository)).newestSegment, patienceMs);
}

function namesIn(manifest: Collected<Manifest>): string[] {
  if ("unknown" in manifest || "unknown" in manifest.databases) return [];
  return manifest.databases.flatMap((database) => ("unknown" in database || typeof database.name !== "string" ? [] : [database.name]));
}
