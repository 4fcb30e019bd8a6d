import { defectIn } from "../defect";
import type { Collected, Unknown } from "../facts";

/**
 * Runs one statement.
 * Its session has `sessionOptions`, its role reads everything and passes row security (a superuser, on the source as on the copy).
 */
export type Query = (database: string, sql: string) => Promise<Record<string, unknown>[]>;

/** For PGOPTIONS: what the text of a row or of a definition depends on is the same in every session, so that digests can be compared. */
export const sessionOptions = [
  "-c search_path=",
  "-c TimeZone=UTC",
  "-c DateStyle=ISO,YMD",
  "-c IntervalStyle=postgres",
  "-c extra_float_digits=1",
  "-c bytea_output=hex",
  "-c lc_monetary=C",
  "-c row_security=off",
  "-c statement_timeout=0",
].join(" ");

/** @param sql a query; its rows are taken as JSON, so a bigint has to be cast to text */
export async function rowsOf<Row>(query: Query, database: string, sql: string): Promise<Row[]> {
  const [row] = await query(database, `SELECT coalesce(json_agg(x), '[]')::text AS facts FROM (${sql}) x`);
  return JSON.parse(String(row?.["facts"])) as Row[];
}

/** @throws Error when it is not exactly one row */
export async function rowOf<Row>(query: Query, database: string, sql: string): Promise<Row> {
  const rows = await rowsOf<Row>(query, database, sql);
  if (rows.length !== 1) throw new Error(`one row expected, got ${rows.length}: ${sql}`);
  return rows[0] as Row;
}

/** @param sql rows of one column, `text` */
export async function textsOf(query: Query, database: string, sql: string): Promise<string[]> {
  return (await rowsOf<{ text: string }>(query, database, sql)).map(({ text }) => text).sort();
}

export async function hasExtension(query: Query, database: string, name: string): Promise<boolean> {
  return (await textsOf(query, database, `SELECT extname AS text FROM pg_extension WHERE extname = ${quoted(name)}`)).length > 0;
}

/**
 * @returns the fact, or why it could not be had
 * @throws Error for a mistake of the program: it is nothing to be unknown, but to be told
 */
export async function known<T>(fact: Promise<T>): Promise<T | Unknown> {
  try {
    return await fact;
  } catch (error) {
    if (defectIn(error)) throw error;
    return { unknown: (error as Error).message };
  }
}

/** One after the other, because all run in one session: what fails is unknown, the others are not. */
export async function section<T extends object>(parts: { [K in keyof T]: () => Promise<Collected<T[K]>> }): Promise<Collected<T>> {
  const found: [string, unknown][] = [];
  for (const [name, part] of Object.entries<() => Promise<unknown>>(parts)) found.push([name, await known(part())]);
  return Object.fromEntries(found) as Collected<T>;
}

/** A name in SQL text. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
