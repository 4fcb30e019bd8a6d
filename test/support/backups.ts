/** The parts of `pgbackrest info --output=json` that tests look at. */
export interface BackupEntry {
  label: string;
  type: "full" | "diff" | "incr";
  /** Label of the one it builds on. */
  prior: string | null;
  error: boolean;
  /** Seconds since 1970. */
  timestamp: { start: number; stop: number };
  /** Names of the first and the last WAL segment that it needs. */
  archive: { start: string; stop: string };
}

/** Lists backups; for a shell of Postgres's container. */
export const listBackups = "pgbackrest --stanza=main --log-level-console=error --output=json info";

export function backupsIn(info: string): BackupEntry[] {
  const [stanza] = JSON.parse(info) as [{ backup: BackupEntry[] }];
  return stanza.backup;
}

/**
 * For a shell with Postgres's image, the repository and room in /copy: restores the newest backup and all of the WAL, isolated, and prints
 * what `statement` answers. Of several repositories pgBackRest takes the first that has a backup.
 */
export function restoreAndAsk(statement: string, database = "notes"): string {
  return [
    "set -e",
    "export PGHOST=/copy",
    "sed -e '/^archive-async/d' -e 's#^spool-path=.*#spool-path=/copy/spool#' /run/config/pgbackrest.conf >/copy/pgbackrest.conf && export PGBACKREST_CONFIG=/copy/pgbackrest.conf",
    "pgbackrest --stanza=main --log-level-console=error --pg1-path=/copy/data restore",
    `pg_ctl --pgdata=/copy/data --silent --wait --timeout=120 --log=/copy/log --options="-c archive_mode=off -c listen_addresses='' -c unix_socket_directories=/copy" start || { cat /copy/log >&2; exit 1; }`,
    `for _ in $(seq 60); do [ "$(psql -XAtc 'SELECT pg_is_in_recovery()' postgres)" = f ] && break; sleep 1; done`,
    `psql -XAtc "${statement}" ${database}`,
    "pg_ctl --pgdata=/copy/data --silent --mode=immediate stop",
  ].join("\n");
}
