import type { Collected } from "../facts";
import { rowOf, rowsOf, section, textsOf, type Query } from "./query";

/** The copy's own state, after promotion. */
export interface Server {
  version: string;
  systemId: string;
  timeline: number;
  inRecovery: boolean;
  settings: { archiveMode: string; dataChecksums: string; listenAddresses: string };
  /** Pages that failed their checksum while everything was read. */
  checksumFailures: number;
  /** Of processes that belong neither to the server itself nor to a client: they would do the work of the source. */
  foreignProcesses: string[];
  replicationSlots: string[];
  /** As `transaction in database`. */
  preparedTransactions: string[];
  databases: { name: string; transactionAge: number }[];
  /** Of databases whose version was recorded. */
  collations: { name: string; recorded: string; actual: string }[];
}

/** As pg_stat_activity calls what every server runs, and what works for a client. */
const ownProcesses = [
  "autovacuum launcher",
  "autovacuum worker",
  "background writer",
  "checkpointer",
  "client backend",
  "logical replication launcher",
  "parallel worker",
  "startup",
  "walsummarizer",
  "walwriter",
];

/** @param database any that takes connections; asked after the health of all, which has read every page by then */
export function serverFacts(query: Query, database: string): Promise<Collected<Server>> {
  const one = <T>(sql: string) => rowOf<{ value: T }>(query, database, sql).then(({ value }) => value);
  const listed = (sql: string) => textsOf(query, database, sql);
  return section<Server>({
    version: () => one(`SELECT current_setting('server_version') AS value`),
    systemId: () => one(`SELECT system_identifier::text AS value FROM pg_control_system()`),
    timeline: () => one(`SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int AS value`),
    inRecovery: () => one(`SELECT pg_is_in_recovery() AS value`),
    settings: () =>
      rowOf(
        query,
        database,
        `SELECT current_setting('archive_mode') AS "archiveMode", current_setting('data_checksums') AS "dataChecksums",
                current_setting('listen_addresses') AS "listenAddresses"`,
      ),
    checksumFailures: () => one(`SELECT sum(checksum_failures)::int AS value FROM pg_stat_database`),
    foreignProcesses: () =>
      listed(
        `SELECT backend_type AS text FROM pg_stat_activity WHERE backend_type NOT IN (${ownProcesses.map((name) => `'${name}'`).join(", ")})`,
      ),
    replicationSlots: () => listed(`SELECT slot_name AS text FROM pg_replication_slots`),
    preparedTransactions: () => listed(`SELECT transaction || ' in ' || database AS text FROM pg_prepared_xacts`),
    databases: () =>
      rowsOf(
        query,
        database,
        `SELECT datname AS name, age(datfrozenxid) AS "transactionAge" FROM pg_database ORDER BY datname COLLATE "C"`,
      ),
    collations: () =>
      rowsOf(
        query,
        database,
        `SELECT datname AS name, datcollversion AS recorded, coalesce(pg_database_collation_actual_version(oid), 'none') AS actual
         FROM pg_database WHERE datcollversion IS NOT NULL ORDER BY datname COLLATE "C"`,
      ),
  });
}
