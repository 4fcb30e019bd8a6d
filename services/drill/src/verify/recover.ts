import { clusterSection, databaseNames } from "../collect/cluster";
import { databaseSection, type DatabaseSection } from "../collect/database";
import { databaseHealth, type Health } from "../collect/health";
import { beatsAround, heartbeats, type Heartbeats } from "../collect/heartbeats";
import { serverFacts } from "../collect/server";
import { known, type Query } from "../collect/query";
import { bytesOf } from "../collect/segments";
import type { Copy } from "../copy/copy";
import type { Target as RecoveryTarget } from "../copy/settings";
import type { Collected, Copy as CopyFacts, Lsn, Manifest, Target } from "../facts";
import type { Boundary } from "./boundary";
import { sidesOf } from "./sides";

export interface Way {
  manifest: Collected<Manifest> | null;
  boundary: Boundary | undefined;
  progress: (text: string) => void;
}

/** What the stops of a recovery and its end have shown. */
export interface Recovered {
  copy: Collected<CopyFacts>;
  target: Collected<Target> | null;
  heartbeats: Collected<Heartbeats>;
  /** Where the data became consistent, and where the archive ended. */
  consistentAt: Lsn;
  replayedTo: Lsn;
  promotion: { timelineBefore: number; timelineAfter: number; wrote: boolean };
  seconds: { consistent: number; replay: number; writable: number };
}

/**
 * Brings the copy through the manifest's moments, to a random time, and to the end of the archive: always forward.
 * @throws Error when it does not get there
 */
export async function recover(copy: Copy, { manifest, boundary, progress }: Way): Promise<Recovered> {
  const clock = new Clock(copy);
  const atManifest = await atTheManifest(copy, clock, manifest, progress);

  let target: Paused | null = null;
  if (boundary) {
    progress(`recovering to ${boundary.time}`);
    await clock.recoverTo({ time: boundary.time });
    target = await copy.ask((query) => pausedAt(query, boundary));
  }

  progress("recovering to the end of the archive");
  await clock.recoverTo("newest");
  const started = Date.now();
  await copy.ask(writeOnce);
  const writable = (Date.now() - started) / 1000;

  progress("reading everything in the copy");
  return copy.ask(async (query) => {
    const server = { databases: await healthOf(query), server: await serverFacts(query, "postgres") };
    return {
      copy: { atManifest, ...server },
      target: target && boundary ? { ...target, latest: await known(latestAround(query, target.at, boundary)) } : null,
      heartbeats: await known(heartbeats(query)),
      consistentAt: copy.consistentAt(),
      replayedTo: copy.replayedTo(),
      promotion: { timelineBefore: copy.replayedTimeline(), timelineAfter: copy.newTimeline(), wrote: true },
      seconds: { ...clock.seconds, writable },
    };
  });
}

/** The time that recovering took, without that of looking around on the way. */
export class Clock {
  readonly seconds = { consistent: 0, replay: 0 };
  private stops = 0;

  constructor(private readonly copy: Copy) {}

  async recoverTo(target: RecoveryTarget): Promise<void> {
    const { consistent, reached } = await this.copy.recoverTo(target);
    if (this.stops++ === 0) this.seconds.consistent = consistent;
    this.seconds.replay += this.stops === 1 ? reached - consistent : reached;
  }
}

/** Stops at each moment that the manifest describes, and describes the copy there. */
export async function atTheManifest(
  copy: Copy,
  clock: Clock,
  manifest: Way["manifest"],
  progress: Way["progress"],
): Promise<Collected<CopyFacts["atManifest"]>> {
  const moments = momentsOf(manifest);
  const databases: Collected<DatabaseSection>[] = [];
  let cluster: Collected<CopyFacts["atManifest"]["cluster"]> = { unknown: "the backup has no manifest" };
  for (const { name, lsn } of moments) {
    progress(`recovering to ${lsn}, where the manifest describes database ${name}`);
    await clock.recoverTo({ lsn });
    await copy.ask(async (query) => {
      databases.push(await databaseSection(query, name, lsn));
      cluster = await clusterSection(query, "postgres");
    });
  }
  return { cluster, databases };
}

/** @returns the moments that the manifest describes, in the order of the WAL */
export function momentsOf(manifest: Way["manifest"]): { name: string; lsn: Lsn }[] {
  if (!manifest || "unknown" in manifest || "unknown" in manifest.databases) return [];
  const moments = manifest.databases.flatMap((database) =>
    "unknown" in database || typeof database.name !== "string" || typeof database.lsn !== "string"
      ? []
      : [{ name: database.name, lsn: database.lsn }],
  );
  return moments.sort((a, b) => (bytesOf(a.lsn) < bytesOf(b.lsn) ? -1 : 1));
}

type Paused = { at: number; paused: Target["paused"] };

async function pausedAt(query: Query, boundary: Boundary): Promise<Paused> {
  const at = Number(boundary.last.at) / 1000;
  const { before, countAfter } = await beatsAround(query, at);
  const [replayed] = await query("postgres", "SELECT extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000 AS at");
  const transactions = await sidesOf(query, boundary);
  return { at, paused: { lastCommitAt: Number(replayed?.["at"]), lastBeat: before, beatsAfter: countAfter, transactions } };
}

async function latestAround(query: Query, at: number, boundary: Boundary): Promise<Target["latest"]> {
  const { before } = await beatsAround(query, at);
  return { lastBeatBefore: before, nextTransaction: (await sidesOf(query, boundary)).next };
}

export async function healthOf(query: Query): Promise<Collected<Health>[]> {
  const found: Collected<Health>[] = [];
  for (const name of await databaseNames(query)) found.push(await databaseHealth(query, name));
  return found;
}

async function writeOnce(query: Query): Promise<void> {
  await query("postgres", "CREATE TABLE ballast.write_probe AS SELECT 1 AS written");
  await query("postgres", "DROP TABLE ballast.write_probe");
}
