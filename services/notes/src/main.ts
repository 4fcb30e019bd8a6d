import { setTimeout as sleep } from "node:timers/promises";
import { describe, log, run, secretFile, wholeNumber } from "@ballast/http";
import { Pool } from "pg";
import { PostgresNotes } from "./postgres";
import { noteRoutes } from "./routes";

const pool = new Pool({
  connectionString: secretFile("DATABASE_URL_FILE"),
  max: wholeNumber("DATABASE_POOL_SIZE", { fallback: 10, min: 1, max: 100 }),
  connectionTimeoutMillis: 1000,
  // The client's own clock: a pooler in between does not let a session set the server's.
  query_timeout: 2000,
  keepAlive: true,
});
pool.on("error", (error) => log("error", { event: "idle connection lost", error: error.message }));

const store = new PostgresNotes(pool);

async function createTable(): Promise<void> {
  for (;;) {
    try {
      return await store.createTable();
    } catch (error) {
      log("error", { event: "table not there yet", error: describe(error) });
      await sleep(1000);
    }
  }
}

void createTable();
void run({ routes: noteRoutes(store), dependencies: { postgres: () => store.check() } }, () => pool.end());
