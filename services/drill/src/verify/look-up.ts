import { catalogueOf } from "../engine/catalogue";
import type { Engine, Repository } from "../engine/engine";
import { archiveFacts, backupFacts, type Archive, type Backup } from "../collect/repository";
import type { Collected, Manifest, Metadata } from "../facts";
import type { Metadata as BackupMetadata } from "../backup/metadata";
import { engineManifestPath, manifestPath, metadataPath } from "../backup/paths";
import { digestOf, unsealed } from "../backup/seal";
import { newestLive } from "../restore/live";
import { newestOf, segmentsTo } from "../restore/timelines";
import { segmentsIn } from "./archive";
import { CouldNotStart } from "./could-not-start";

export interface LookedUp {
  backup: Backup;
  archive: Omit<Archive, "newest">;
  /** Of the archive's folder. */
  listing: string;
  /** Names of those that a recovery to the newest timeline reads, oldest first. */
  segments: string[];
  manifest: Collected<Manifest> | null;
  metadata: Metadata | null;
}

/**
 * Reads what the repository says of a backup.
 * @param label of the backup @default the newest
 * @throws CouldNotStart when the repository cannot be read, or has no such backup
 */
export async function lookUp(engine: Engine, repository: Repository, label?: string): Promise<LookedUp> {
  try {
    const backups = await engine.list("backup/main", repository);
    const info = await engine.info(repository);
    const { labels, archive, status } = catalogueOf(info);
    if (!archive || labels.length === 0) throw new CouldNotStart(`the repository has no backup that can be read: ${status}`);
    const listing = await engine.list("archive/main", repository);
    const facts = archiveFacts(listing, archive, await histories(engine, repository, listing, archive));
    const chosen = label ?? newestLive(info, facts);
    if (!chosen) throw new CouldNotStart("no backup leads to the newest timeline: each is of a branch that was left");
    if (!labels.includes(chosen)) throw new CouldNotStart(`backup ${chosen}: not among ${labels.join(", ")}`);
    const manifest = await engine.get(manifestPath(chosen), repository);
    return {
      backup: {
        ...backupFacts(info, await engine.info(repository, chosen), backups, chosen),
        newestLabel: newestLive(info, facts) ?? chosen,
      },
      archive: facts,
      listing,
      segments: segmentsTo(facts.histories, newestOf(facts.histories), segmentsIn(listing, archive), facts.segmentBytes),
      manifest: manifest === undefined ? null : unsealed<Collected<Manifest>>(manifestPath(chosen), manifest),
      metadata: await metadataFacts(engine, repository, chosen),
    };
  } catch (error) {
    if (error instanceof CouldNotStart) throw error;
    throw new CouldNotStart(`the repository cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

async function metadataFacts(engine: Engine, repository: Repository, label: string): Promise<Metadata | null> {
  const text = await engine.get(metadataPath(label), repository);
  if (text === undefined) return null;
  const recorded = unsealed<BackupMetadata>(metadataPath(label), text);
  const found = digestOf(await engine.raw(engineManifestPath(label), repository));
  return { label: recorded.label, sha256: { recorded: recorded.sha256, found } };
}

async function histories(engine: Engine, repository: Repository, listing: string, archive: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of Object.keys(JSON.parse(listing) as object)) {
    const [, file] = /^[^/]+\/([0-9A-F]{8}\.history)$/.exec(path) ?? [];
    if (file && path.startsWith(`${archive}/`)) found[file] = await engine.history(`archive/main/${path}`, repository);
  }
  return found;
}
