import { clusterSection, databaseNames } from "../collect/cluster";
import { databaseSection } from "../collect/database";
import type { Collected, Manifest } from "../facts";
import { atMoment } from "../postgres/moment";
import { withSessions, type Server } from "../postgres/sessions";

/** The administrator's database, where the heartbeat is. It is described last, with what all databases share. */
const shared = "postgres";

/**
 * Describes every database at a moment right after a backup. A copy that is brought to the same moments must be equal to it.
 * @throws Error when a transaction that is under way does not end within `patienceMs`
 */
export async function takeManifest(server: Server, label: string, patienceMs: number): Promise<Collected<Manifest>> {
  const names = (await withSessions(server, databaseNames)).filter((name) => name !== shared);
  const databases: Collected<Manifest["databases"][number]>[] = [];
  for (const name of names) {
    databases.push(await atMoment(server, name, patienceMs, ({ lsn, query }) => databaseSection(query, name, lsn)));
  }
  return atMoment(server, shared, patienceMs, async ({ lsn, query }) => ({
    label,
    takenAt: Date.now(),
    cluster: await clusterSection(query, shared),
    databases: [...databases, await databaseSection(query, shared, lsn)],
  }));
}
