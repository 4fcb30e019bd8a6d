import { eventually } from "./docker";

/** What Postgres's container answers. */
interface Server {
  /** @returns what a statement prints */
  sql: (statement: string) => Promise<string>;
  /** Runs a shell command. */
  inside: (script: string) => Promise<{ code: number }>;
}

/**
 * Commits a row, and waits until its commit record can be read back from the archive. Leaves nothing in the server's small /tmp, where
 * its archiving has its lock.
 * @returns seconds
 * @throws Error after a minute
 */
export async function secondsToArchive({ sql, inside }: Server): Promise<number> {
  const started = Date.now();
  const [xid, segment] = (
    await sql(
      "INSERT INTO notes (id, text) VALUES (gen_random_uuid(), 'to be archived') RETURNING pg_current_xact_id(), pg_walfile_name(pg_current_wal_insert_lsn())",
    )
  ).split("|") as [string, string];
  const fetched = `pgbackrest --stanza=main --no-archive-async --log-level-console=error archive-get ${segment} /tmp/${segment} && pg_waldump /tmp/${segment} 2>/dev/null | grep -q 'tx: *${xid},.*COMMIT'; found=$?; rm -f /tmp/${segment}; exit $found`;
  await eventually(`transaction ${xid} is in archived segment ${segment}`, 60, async () => (await inside(fetched)).code === 0);
  return (Date.now() - started) / 1000;
}
