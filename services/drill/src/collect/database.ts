import type { Collected, Lsn } from "../facts";
import { definitionsSql, grantsSql, type Definitions } from "./definitions";
import { known, rowOf, rowsOf, section, textsOf, type Query } from "./query";
import { sequences, type Sequence } from "./sequences";
import { timescale, type Timescale } from "./timescale";

/** One database at one place in the WAL. */
export interface DatabaseSection {
  name: string;
  /** Where the source's snapshot is, or where the copy was paused. */
  lsn: Lsn;
  extensions: { name: string; version: string; schema: string }[];
  tables: Table[];
  sequences: Sequence[];
  /** Owners and privileges of everything in it. */
  grants: { count: number; digest: string };
  defaultPrivileges: string[];
  definitions: Definitions[];
  largeObjects: number;
  notValidated: string[];
  invalidIndexes: string[];
  /** Null without the extension. */
  timescale: Timescale | null;
}

export interface Table {
  /** As SQL would write it: `public.notes`. */
  name: string;
  rows: string;
  /** The sum of a 64-bit hash of each row's text: the same in whatever order rows are read. */
  digest: string;
}

/** Not of the server itself, and with contents that are in the WAL. */
const logged = `c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** Reads only, on a source as on a paused copy. */
export function databaseSection(query: Query, name: string, lsn: Lsn): Promise<Collected<DatabaseSection>> {
  return section<DatabaseSection>({
    name: () => Promise.resolve(name),
    lsn: () => Promise.resolve(lsn),
    extensions: () =>
      rowsOf(
        query,
        name,
        `SELECT extname AS name, extversion AS version, nspname AS schema
         FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace ORDER BY extname COLLATE "C"`,
      ),
    tables: () => tables(query, name),
    sequences: () => sequences(query, name),
    grants: () => rowOf(query, name, grantsSql),
    defaultPrivileges: () =>
      textsOf(
        query,
        name,
        `SELECT concat_ws(' ', pg_get_userbyid(defaclrole), coalesce(nspname, '*'), defaclobjtype, defaclacl::text) AS text
         FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace`,
      ),
    definitions: () => rowsOf(query, name, definitionsSql),
    largeObjects: async () => (await rowOf<{ count: number }>(query, name, `SELECT count(*) FROM pg_largeobject_metadata`)).count,
    notValidated: () =>
      textsOf(query, name, `SELECT conrelid::regclass || '.' || quote_ident(conname) AS text FROM pg_constraint WHERE NOT convalidated`),
    invalidIndexes: () =>
      textsOf(
        query,
        name,
        `SELECT indexrelid::regclass::text AS text FROM pg_index JOIN pg_class c ON c.oid = indexrelid
         WHERE NOT (indisvalid AND indisready AND indislive) AND relpersistence = 'p'`,
      ),
    timescale: () => timescale(query, name),
  });
}

async function tables(query: Query, database: string): Promise<Collected<Table>[]> {
  const sql = `SELECT format('%I.%I', n.nspname, c.relname) AS name
               FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'm') AND ${logged}
               AND (relkind = 'r' OR relispopulated) ORDER BY 1`;
  const found: Collected<Table>[] = [];
  for (const { name } of await rowsOf<{ name: string }>(query, database, sql)) {
    const contents = await known(rowOf<Omit<Table, "name">>(query, database, contentsSql(name)));
    found.push("unknown" in contents ? { name, rows: contents, digest: contents } : { name, ...contents });
  }
  return found;
}

/** @param table quoted already */
const contentsSql = (table: string): string =>
  `SELECT count(*)::text AS rows, coalesce(sum(hashtextextended(t::text COLLATE "C", 0)), 0)::text AS digest FROM ONLY ${table} t`;
