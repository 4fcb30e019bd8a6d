import type { Collected } from "../facts";
import { rowOf, rowsOf, section, type Query } from "./query";

/** What belongs to no single database. */
export interface ClusterSection {
  server: { version: string; systemId: string };
  databases: Database[];
  roles: Role[];
  memberships: { role: string; member: string; admin: boolean; inherit: boolean; set: boolean }[];
  tablespaces: { name: string; owner: string; acl: string }[];
  /** Those that data and recovery depend on. */
  settings: { name: string; value: string }[];
}

export interface Database {
  name: string;
  owner: string;
  encoding: string;
  /** b builtin, c libc, i icu */
  localeProvider: string;
  collate: string;
  ctype: string;
  locale: string;
  connectionLimit: number;
  /** It takes connections and is no template: it is looked into. */
  holdsData: boolean;
  /** Grants on it, as Postgres writes them; `default` where nothing was granted or revoked. */
  acl: string;
}

export interface Role {
  name: string;
  superuser: boolean;
  inherit: boolean;
  createRole: boolean;
  createDatabase: boolean;
  login: boolean;
  replication: boolean;
  bypassRowSecurity: boolean;
  connectionLimit: number;
  validUntil: string;
  /** Only whether there is one. */
  hasPassword: boolean;
  /** Settings of the role, in all databases and in single ones; a value can be private, so it is a digest. */
  settings: string;
}

const comparedSettings = [
  "block_size",
  "data_checksums",
  "max_connections",
  "max_locks_per_transaction",
  "max_prepared_transactions",
  "max_wal_senders",
  "max_worker_processes",
  "segment_size",
  "server_encoding",
  "wal_block_size",
  "wal_level",
  "wal_segment_size",
];

/** Reads only, on a source as on a paused copy. */
export function clusterSection(query: Query, database: string): Promise<Collected<ClusterSection>> {
  return section<ClusterSection>({
    server: () =>
      rowOf(
        query,
        database,
        `SELECT current_setting('server_version') AS version, system_identifier::text AS "systemId" FROM pg_control_system()`,
      ),
    databases: () =>
      rowsOf(
        query,
        database,
        `SELECT datname AS name, pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding,
                datlocprovider AS "localeProvider", datcollate AS collate, datctype AS ctype, coalesce(datlocale, '') AS locale,
                datconnlimit AS "connectionLimit", datallowconn AND NOT datistemplate AS "holdsData",
                coalesce(datacl::text, 'default') AS acl
         FROM pg_database ORDER BY datname COLLATE "C"`,
      ),
    roles: () =>
      rowsOf(
        query,
        database,
        `SELECT rolname AS name, rolsuper AS superuser, rolinherit AS inherit, rolcreaterole AS "createRole",
                rolcreatedb AS "createDatabase", rolcanlogin AS login, rolreplication AS replication,
                rolbypassrls AS "bypassRowSecurity", rolconnlimit AS "connectionLimit", coalesce(rolvaliduntil::text, '') AS "validUntil",
                rolpassword IS NOT NULL AS "hasPassword",
                (SELECT md5(coalesce(string_agg(setdatabase || array_to_string(setconfig, ','), ';' ORDER BY setdatabase), ''))
                 FROM pg_db_role_setting WHERE setrole = a.oid) AS settings
         FROM pg_authid a WHERE rolname !~ '^pg_' ORDER BY rolname COLLATE "C"`,
      ),
    memberships: () =>
      rowsOf(
        query,
        database,
        `SELECT pg_get_userbyid(roleid) AS role, pg_get_userbyid(member) AS member,
                bool_or(admin_option) AS admin, bool_or(inherit_option) AS inherit, bool_or(set_option) AS set
         FROM pg_auth_members GROUP BY roleid, member ORDER BY 1, 2`,
      ),
    tablespaces: () =>
      rowsOf(
        query,
        database,
        `SELECT spcname AS name, pg_get_userbyid(spcowner) AS owner, coalesce(spcacl::text, 'default') AS acl
         FROM pg_tablespace ORDER BY spcname COLLATE "C"`,
      ),
    settings: () =>
      rowsOf(
        query,
        database,
        `SELECT name, setting AS value FROM pg_settings
         WHERE name IN (${comparedSettings.map((name) => `'${name}'`).join(", ")}) ORDER BY name COLLATE "C"`,
      ),
  });
}

/** @returns those that hold data and take connections */
export async function databaseNames(query: Query): Promise<string[]> {
  const sql = `SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname COLLATE "C"`;
  return (await rowsOf<{ name: string }>(query, "postgres", sql)).map(({ name }) => name);
}
