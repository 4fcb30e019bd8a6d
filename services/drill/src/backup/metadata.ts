import type { Backup } from "../collect/repository";
import { digestOf } from "./seal";

/** What can be told of a backup without its key's holder: BR2. No credential is in it. */
export interface Metadata {
  label: string;
  type: Backup["type"];
  /** Labels of all that it needs, the full backup first. */
  chain: string[];
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  databaseBytes: number;
  /** What it added to the repository. */
  repositoryBytes: number;
  compression: "zst";
  encryption: string;
  host: string;
  postgresVersion: string;
  systemId: string;
  databases: string[];
  segments: Backup["segments"];
  /** Of the engine's list of its files, as stored: that holds the checksum of each of them. */
  sha256: string;
}

/** @param engineManifest as it is stored */
export function metadataOf(backup: Backup, facts: { host: string; databases: string[]; engineManifest: Buffer }): Metadata {
  return {
    label: backup.label,
    type: backup.type,
    chain: backup.chain.map(({ label }) => label),
    startedAt: new Date(backup.startedAt).toISOString(),
    finishedAt: new Date(backup.stoppedAt).toISOString(),
    databaseBytes: backup.size.database,
    repositoryBytes: backup.size.stored,
    compression: "zst",
    encryption: backup.repository.cipher,
    host: facts.host,
    postgresVersion: backup.postgresVersion,
    systemId: backup.systemId,
    databases: facts.databases,
    segments: backup.segments,
    sha256: digestOf(facts.engineManifest),
  };
}
