import { CommandError } from "../exit";
import type { Archive, Sheet } from "./sheet";

/** Where the settings expect the repository, and put the data. */
export const repositoryFolder = "/repository";
export const dataFolder = "/pgdata/data";

export interface RecoverySettings {
  archive: Archive;
  /** pgBackRest's settings, whole but for the passphrase. */
  conf: string;
  /** `repo1-cipher-pass`, for a file beside it. */
  passphrase: string;
}

/**
 * What pgBackRest needs to restore from the repository of a sheet, which it only reads.
 * @throws CommandError when the sheet has no such archive, or not its key
 */
export function recoverySettings({ archives, keys }: Sheet): RecoverySettings {
  const archive = archives.find(({ engine }) => engine === "pgbackrest");
  if (!archive) throw new CommandError("recovery sheet: got no archive of pgbackrest, allowed is one");
  const key = keys.find(({ name }) => name === archive.key);
  if (!key) throw new CommandError(`recovery sheet: got no credential ${archive.key}, which the archive of ${archive.store} needs`);
  return { archive, conf: settingsText(archive), passphrase: key.value };
}

/** @param passphrase left out, it has to be in a file beside it */
export function settingsText({ cipher, stanza }: Pick<Archive, "cipher" | "stanza">, passphrase?: string): string {
  return [
    "[global]",
    `repo1-path=${repositoryFolder}`,
    `repo1-cipher-type=${cipher}`,
    ...(passphrase === undefined ? [] : [`repo1-cipher-pass=${passphrase}`]),
    "log-level-file=off",
    `[${stanza}]`,
    `pg1-path=${dataFolder}`,
    "",
  ].join("\n");
}

/** For a shell of the user postgres: the newest backup and all of the WAL, as a server that neither archives nor listens, and whether it is done. */
export function restoreCommands({ stanza }: Pick<Archive, "stanza">): string[] {
  return [
    `pgbackrest --stanza=${stanza} info`,
    `pgbackrest --stanza=${stanza} restore`,
    `pg_ctl start -wD ${dataFolder} -o "-c archive_mode=off -c listen_addresses=''"`,
    `psql -At -c "SELECT pg_is_in_recovery()" postgres`,
  ];
}
