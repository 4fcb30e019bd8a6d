import type { Collected, Unknown } from "../facts";
import { attemptsSql, checkers, prepareSql, type Checker } from "./attempts";
import { known, rowOf, rowsOf, section, textsOf, type Query } from "./query";
import { sequences, type Sequence } from "./sequences";

/** One database of the promoted copy, read from end to end. */
export interface Health {
  name: string;
  extensions: { name: string; version: string; installable: boolean }[];
  /** Those whose version was recorded: of all with the same versions, one. */
  collations: { name: string; recorded: string; actual: string }[];
  sequences: Sequence[];
  relationFiles: { count: number; missing: string[] };
  /** Every table with its TOAST table, by verify_heapam. */
  heaps: Checked;
  /** Every B-tree, by bt_index_parent_check with heapallindexed and checkunique. */
  btrees: Checked;
  /** Every page of the other indexes is read; amcheck has nothing for them before Postgres 18. */
  otherIndexes: Checked;
  /** Checks and foreign keys, validated again. */
  constraints: Checked;
  /** Each view, planned. */
  views: Checked;
  /** Each function in C: its library is there and has it. */
  functions: Checked;
  enabledSubscriptions: string[];
}

/** What was tried on each of many objects. */
export interface Checked {
  count: number;
  problems: Problem[];
}

export interface Problem {
  name: string;
  error: string;
}

type Attempted = { name: string; state: string | null; error: string | null };

/** @param name a database of the promoted copy; a schema of our own is made in it */
export async function databaseHealth(query: Query, name: string): Promise<Collected<Health>> {
  const extensions = await known(extensionsOf(query, name));
  const prepared = await known(prepare(query, name));
  const checked = (checker: Checker) => async (): Promise<Collected<Checked>> =>
    typeof prepared === "string" ? checkedOf(await rowsOf<Attempted>(query, name, attemptsSql(checker, prepared))) : prepared;
  return section<Health>({
    name: () => Promise.resolve(name),
    extensions: () => Promise.resolve(extensions),
    collations: () =>
      rowsOf(
        query,
        name,
        `SELECT min(collname COLLATE "C") AS name, collversion AS recorded, coalesce(pg_collation_actual_version(oid), 'none') AS actual
         FROM pg_collation WHERE collversion IS NOT NULL GROUP BY 2, 3 ORDER BY 1`,
      ),
    sequences: () => sequences(query, name),
    relationFiles: () => rowOf(query, name, relationFilesSql),
    heaps: checked(checkers.heaps),
    btrees: checked(checkers.btrees),
    otherIndexes: checked(checkers.otherIndexes),
    constraints: checked(checkers.constraints),
    views: checked(checkers.views),
    functions: checked(checkers.functions),
    enabledSubscriptions: () =>
      textsOf(
        query,
        name,
        `SELECT subname AS text FROM pg_subscription JOIN pg_database d ON d.oid = subdbid
         WHERE subenabled AND datname = current_database() AND current_setting('max_logical_replication_workers') <> '0'`,
      ),
  });
}

const relationFilesSql = `
  SELECT count(*), coalesce(json_agg(oid::regclass::text) FILTER (WHERE pg_stat_file(pg_relation_filepath(oid), true) IS NULL), '[]') AS missing
  FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL AND relpersistence <> 't'`;

const extensionsOf = (query: Query, name: string): Promise<Health["extensions"]> =>
  rowsOf(
    query,
    name,
    `SELECT extname AS name, extversion AS version,
            EXISTS (SELECT FROM pg_available_extension_versions v WHERE v.name = extname AND v.version = extversion) AS installable
     FROM pg_extension ORDER BY extname COLLATE "C"`,
  );

/** @returns the schema that amcheck is in */
async function prepare(query: Query, name: string): Promise<string> {
  for (const statement of prepareSql) await query(name, statement);
  const [row] = await query(
    name,
    `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'amcheck'`,
  );
  return String(row?.["schema"]);
}

function checkedOf(attempts: Attempted[]): Collected<Checked> {
  const problems = attempts.flatMap(({ name, state, error }): Collected<Problem>[] => {
    if (state === null) return [];
    return [{ name, error: saysNothing(state) ? ({ unknown: `${name}: ${error}` } satisfies Unknown) : String(error) }];
  });
  return { count: attempts.length, problems };
}

/** Out of memory or disk, a lock not had, an operator's interruption: errors of the attempt, not of what it looked at. */
const saysNothing = (state: string): boolean => /^(53|55|57)/.test(state);
