import { setTimeout as sleep } from "node:timers/promises";
import { withSessions, type Server } from "../postgres/sessions";

/**
 * Waits for two beats of the heart, and until the archive has them: a verification needs transactions on both sides of the time it
 * recovers to, and WAL that ends after the manifest.
 * @param newestSegment asks one repository for the name of its newest segment: another one that is away holds up nothing here
 * @throws Error when that takes longer than `patienceMs`
 */
export function untilArchived(server: Server, newestSegment: () => Promise<string | undefined>, patienceMs: number): Promise<void> {
  return withSessions(server, async (query) => {
    const end = Date.now() + patienceMs;
    const one = async (sql: string) => (await query("postgres", `SELECT (${sql})::text AS value`))[0]?.["value"] as string | null;
    const until = async (problem: string, holds: () => Promise<boolean>) => {
      while (!(await holds())) {
        if (Date.now() > end) throw new Error(`${problem} within ${patienceMs / 1000} s`);
        await sleep(500);
      }
    };
    const beat = await one("SELECT coalesce(max(beat), 0) FROM ballast.heartbeat");
    await until("no two heartbeats", async () => (await one(`SELECT max(beat) >= ${beat} + 2 FROM ballast.heartbeat`)) === "true");
    const segment = (await one("pg_walfile_name(pg_switch_wal())")) ?? "";
    await until(`WAL segment ${segment} was not archived`, async () => ((await newestSegment()) ?? "") >= segment);
  });
}
