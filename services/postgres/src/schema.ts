import { setTimeout as sleep } from "node:timers/promises";
import { describe, log } from "@ballast/http";
import type { Queryable } from "./pool";

/**
 * Creates a service's tables, and tries again until the server has taken them.
 * @param owner no two services of a database share it: replicas that start together take turns, because Postgres answers two creations of
 * the same table at the same time with an error
 * @param statements each harmless when what it creates is there
 */
export async function createSchema(pool: Queryable, owner: string, statements: string): Promise<void> {
  for (;;) {
    try {
      await pool.query(`select pg_advisory_xact_lock(hashtext('${owner} schema'));\n${statements}`);
      return;
    } catch (error) {
      log("error", { event: "schema not there yet", error: describe(error) });
      await sleep(1000);
    }
  }
}
