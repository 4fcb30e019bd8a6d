import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, segmentOf } from "../collect/segments";
import { serverFacts } from "../collect/server";
import { Copy } from "../copy/copy";
import type { Target } from "../copy/settings";
import type { Engine } from "../engine/engine";
import type { Collected, Facts, Target as TargetFacts } from "../facts";
import type { Judgement } from "../judge";
import { run } from "../run";
import { newestCommit, segmentsIn } from "../verify/archive";
import type { Boundary } from "../verify/boundary";
import { lookUp, type LookedUp } from "../verify/look-up";
import { atTheManifest, Clock, healthOf, momentsOf } from "../verify/recover";
import { sidesOf } from "../verify/sides";
import { preloaded } from "../verify/verify";
import { boundaryAt } from "./boundary-at";
import { handOver } from "./hand-over";
import type { RestoreRequest } from "./request";
import { judgeRestored } from "./judge";
import { segmentsTo, timelineFor } from "./timelines";

export interface RestoreArgs {
  request: RestoreRequest;
  /** The volume, claimed. */
  folder: string;
  /** How long one recovery may take. */
  patienceMs: number;
  progress: (text: string) => void;
}

export interface Restored {
  timeline: number;
  seconds: Record<string, number>;
  judgement: Judgement;
}

/**
 * Restores a backup and brings it to its target, compares it on the way, and leaves it there for the stack's server, which recovers the rest.
 * @throws Error when it does not get there; what was seen is judged by the caller
 */
export async function restore(engine: Engine, { request, folder, patienceMs, progress }: RestoreArgs): Promise<Restored> {
  const { label, repository } = request;
  const found = await lookUp(engine, repository, label);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  progress(`restoring backup ${label}`);
  const began = Date.now();
  await engine.restore(label, data, repository);
  const restoring = (Date.now() - began) / 1000;
  // The engine fetches WAL for restored data only.
  const plan = await planned(engine, request, found);
  const copy = new Copy(folder, { patienceMs, preload: preloaded(found.manifest), timeline: plan.timeline });

  const clock = new Clock(copy);
  const compared = plan.stops.length > 0;
  const atManifest = compared ? await atTheManifest(copy, clock, found.manifest, progress) : { unknown: "the target is before it" };
  progress(`recovering to ${describe(plan.pause)} on timeline ${plan.timeline}`);
  await clock.recoverTo(plan.pause);
  const looking = Date.now();
  const { databases, server, target } = await copy.ask(async (query) => ({
    databases: await healthOf(query),
    server: await serverFacts(query, "postgres"),
    target: plan.boundary ? await paused(query, plan.boundary) : null,
  }));
  const judgement = judgeRestored(
    {
      ...({} as Collected<Facts>),
      ...found,
      run: { couldNotStart: null },
      copy: { atManifest, databases, server },
      target,
    } as unknown as Collected<Facts>,
    compared,
    plan.boundary !== undefined,
  );
  const checking = (Date.now() - looking) / 1000;

  progress("comparing every page with its checksum");
  await copy.stop();
  const pages = Date.now();
  await run("pg_checksums", ["--check", `--pgdata=${copy.data}`]);
  handOver(folder, plan.timeline, plan.target);
  return {
    timeline: plan.timeline,
    seconds: { restore: restoring, ...clock.seconds, checks: checking, checksums: (Date.now() - pages) / 1000 },
    judgement,
  };
}

interface Plan {
  timeline: number;
  /** Moments of the manifest on the way. */
  stops: { lsn: string }[];
  /** Where it is looked at: on the way to the target, or there. */
  pause: Target;
  /** Where the stack's server ends its recovery. */
  target: Target;
  boundary?: Boundary;
}

async function planned(engine: Engine, { target, repository }: RestoreRequest, found: LookedUp): Promise<Plan> {
  const { archive, backup, listing, manifest } = found;
  const from = { timeline: segmentOf(backup.segments.stop, archive.segmentBytes).timeline, lsn: backup.lsn.stop };
  const moments = momentsOf(manifest);
  const lastMoment = moments.at(-1)?.lsn;
  const timed = typeof target === "object";
  const at = timed ? Date.parse(target.time) : undefined;
  const timeline = timelineFor(timed ? archivedAt(archive.histories, listing, archive.id) : archive.histories, from, at);
  const segments = segmentsTo(archive.histories, timeline, segmentsIn(listing, archive.id), archive.segmentBytes).filter(
    (name) => segmentOf(name, archive.segmentBytes).number >= segmentOf(backup.segments.stop, archive.segmentBytes).number,
  );
  if (timed) {
    if (at! < backup.stoppedAt)
      throw new Error(
        `target ${target.time}: backup ${backup.label} ended at ${new Date(backup.stoppedAt).toISOString()}, after it; take an older one`,
      );
    const boundary = await boundaryAt(engine, repository, segments, BigInt(at!) * 1000n, target.time);
    const passes = lastMoment !== undefined && bytesOf(lastMoment) <= bytesOf(boundary.last.lsn);
    return {
      timeline,
      stops: passes ? moments : [],
      pause: { time: settingOf(target.time) },
      target: { time: settingOf(target.time) },
      boundary,
    };
  }
  if (target === "backup") {
    if (lastMoment === undefined)
      throw new Error(`backup ${backup.label}: it has no manifest, so nothing tells where its state is; restore to a time`);
    return { timeline, stops: moments, pause: { lsn: lastMoment }, target: { lsn: lastMoment } };
  }
  const newest = await newestCommit(engine, repository, segments);
  const pause = newest && (lastMoment === undefined || bytesOf(newest.lsn) > bytesOf(lastMoment)) ? newest.lsn : lastMoment;
  if (pause === undefined)
    throw new Error(`backup ${backup.label}: neither a manifest nor a transaction after it, so there is nothing to check it by`);
  return { timeline, stops: moments, pause: { lsn: pause }, target: "newest" };
}

/** Postgres knows no letter for a time zone where it reads this. */
const settingOf = (time: string): string => time.replace("T", " ").replace("Z", "+00");

/** When each timeline began, as the repository tells. */
function archivedAt(histories: LookedUp["archive"]["histories"], listing: string, id: string) {
  const files = JSON.parse(listing) as Record<string, { time?: number }>;
  return histories.map((history) => {
    const time = files[`${id}/${history.timeline.toString(16).toUpperCase().padStart(8, "0")}.history`]?.time;
    return time === undefined ? history : { ...history, archivedAt: time * 1000 };
  });
}

async function paused(query: Parameters<typeof sidesOf>[0], boundary: Boundary): Promise<Pick<TargetFacts, "at"> & { paused: object }> {
  const [replayed] = await query("postgres", "SELECT extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000 AS at");
  const at = Date.parse(boundary.time);
  return { at, paused: { lastCommitAt: Number(replayed?.["at"]), transactions: await sidesOf(query, boundary) } };
}

const describe = (target: Target): string => (target === "newest" ? "the end" : "lsn" in target ? target.lsn : target.time);
