import type { Collected } from "../facts";
import { known, rowsOf, type Query } from "./query";

export interface Sequence {
  name: string;
  /** The last value it gave; null when it never gave one. */
  last: string | null;
  increment: string;
  /** The column it fills, as `public.notes.id`; null when it belongs to none. */
  column: string | null;
  /** The value in that column that is furthest along; null for an empty table. */
  furthest: string | null;
}

type Found = Omit<Sequence, "furthest"> & { table: string | null; attribute: string | null };

/** Those that start over (CYCLE) are left out: they are meant to be behind. */
const sql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_sequence_last_value(c.oid)::text AS last, seqincrement::text AS increment,
         refobjid::regclass::text || '.' || quote_ident(attname) AS column, refobjid::regclass::text AS table, quote_ident(attname) AS attribute
  FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = relnamespace
  LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = seqrelid AND refclassid = 'pg_class'::regclass
                     AND refobjsubid > 0 AND deptype IN ('a', 'i')
  LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
  WHERE NOT seqcycle AND relpersistence = 'p' ORDER BY 1`;

export async function sequences(query: Query, database: string): Promise<Collected<Sequence>[]> {
  const found: Collected<Sequence>[] = [];
  for (const { table, attribute, ...sequence } of await rowsOf<Found>(query, database, sql)) {
    const furthest = table && attribute ? await known(furthestOf(query, database, table, attribute, sequence.increment)) : null;
    found.push({ ...sequence, furthest });
  }
  return found;
}

async function furthestOf(query: Query, database: string, table: string, attribute: string, increment: string): Promise<string | null> {
  const end = increment.startsWith("-") ? "min" : "max";
  const [row] = await rowsOf<{ value: string | null }>(query, database, `SELECT ${end}(${attribute})::text AS value FROM ${table}`);
  return row?.value ?? null;
}
