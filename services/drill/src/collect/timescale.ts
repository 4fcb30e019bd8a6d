import type { Collected } from "../facts";
import { hasExtension, rowsOf, section, type Query } from "./query";

export interface Timescale {
  hypertables: { name: string; chunks: number }[];
  jobs: { id: number; procedure: string; scheduled: boolean }[];
}

/** @returns null without the extension */
export async function timescale(query: Query, database: string): Promise<Collected<Timescale> | null> {
  if (!(await hasExtension(query, database, "timescaledb"))) return null;
  return section<Timescale>({
    hypertables: () =>
      rowsOf(
        query,
        database,
        `SELECT format('%I.%I', hypertable_schema, hypertable_name) AS name, num_chunks AS chunks
         FROM timescaledb_information.hypertables ORDER BY 1`,
      ),
    jobs: () =>
      rowsOf(
        query,
        database,
        `SELECT job_id AS id, format('%I.%I', proc_schema, proc_name) AS procedure, scheduled FROM timescaledb_information.jobs ORDER BY 1`,
      ),
  });
}
