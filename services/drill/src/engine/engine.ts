/** What a backup stands on: nothing, the last full one, or the last of any kind. */
export const backupTypes = ["full", "differential", "incremental"] as const;
export type BackupType = (typeof backupTypes)[number];

/** Number of a repository, from 1. */
export type Repository = number;

/**
 * The program that makes and restores physical backups. There is one; it stands behind this because it has one maintainer.
 * @throws CommandFailed from every method
 */
export interface Engine {
  /**
   * @param label for what else is known of this one
   * @returns its own JSON: collect/repository.ts reads it
   */
  info(repository: Repository, label?: string): Promise<string>;
  backup(type: BackupType, repository: Repository): Promise<void>;
  /**
   * Removes a full backup and all that builds on it, and then the WAL from before the oldest full backup that stays.
   * @param staying how many full backups that leaves
   */
  expire(label: string, staying: number, repository: Repository): Promise<void>;
  /** @param folder empty; afterwards a cluster that recovers from the archive when it is started */
  restore(label: string, folder: string, repository: Repository): Promise<void>;
  /** Fetches a WAL segment from the archive. */
  segment(name: string, file: string, repository: Repository): Promise<void>;
  /** @returns its own JSON of every file below a folder: path → size in bytes, and time */
  list(folder: string, repository: Repository): Promise<string>;
  /** Keeps a file of ours beside the backups, encrypted as they are. */
  put(path: string, content: string, repository: Repository): Promise<void>;
  /** Removes a folder with files of ours; it may be gone already. */
  remove(folder: string, repository: Repository): Promise<void>;
  /** @returns nothing when there is no such file */
  get(path: string, repository: Repository): Promise<string | undefined>;
  /** @returns whether the repository can be read with this passphrase */
  opensWith(passphrase: string, repository: Repository): Promise<boolean>;
  /** @returns a file of the engine's own archive that it has encrypted */
  history(path: string, repository: Repository): Promise<string>;
  /** @returns a file as it is stored */
  raw(path: string, repository: Repository): Promise<Buffer>;
}
