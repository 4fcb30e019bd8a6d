import { log, secretFile, wholeNumber } from "@ballast/http";
import { Pool } from "pg";

/** The part of a `pg` pool that services use. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** @throws Error when DATABASE_URL_FILE names no file that can be read */
export function postgresPool(): Pool {
  const pool = new Pool({
    connectionString: secretFile("DATABASE_URL_FILE"),
    max: wholeNumber("DATABASE_POOL_SIZE", { fallback: 10, min: 1, max: 100 }),
    connectionTimeoutMillis: 1000,
    // The client's own clock: a pooler in between does not let a session set the server's.
    query_timeout: 2000,
    keepAlive: true,
  });
  pool.on("error", (error) => log("error", { event: "idle connection lost", error: error.message }));
  return pool;
}
