import { setTimeout as sleep } from "node:timers/promises";
import { withSessions, type Server } from "../postgres/sessions";

/**
 * Waits for two beats of the heart, and until the archive has them: a verification needs transactions on both sides of the time it
 * recovers to, and WAL that ends after the manifest.
 * @throws Error when that takes longer than `patienceMs`
 */
export function untilArchived(server: Server, patienceMs: number): Promise<void> {
  return withSessions(server, async (query) => {
    const end = Date.now() + patienceMs;
    const one = async (sql: string) => (await query("postgres", `SELECT (${sql}) AS value`))[0]?.["value"] as string | boolean | null;
    const until = async (problem: string, condition: string) => {
      while ((await one(condition)) !== true) {
        if (Date.now() > end) throw new Error(`${problem} within ${patienceMs / 1000} s`);
        await sleep(250);
      }
    };
    const beat = await one("SELECT coalesce(max(beat), 0)::text FROM ballast.heartbeat");
    await until("no two heartbeats", `SELECT max(beat) >= ${beat}::bigint + 2 FROM ballast.heartbeat`);
    const segment = await one("pg_walfile_name(pg_switch_wal())");
    await until(`WAL segment ${segment} was not archived`, `SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`);
  });
}
