import { bytesOf, segmentOf } from "../collect/segments";
import type { Target } from "../copy/settings";
import type { Engine } from "../engine/engine";
import { newestCommit, segmentsIn } from "../verify/archive";
import type { Boundary } from "../verify/boundary";
import type { LookedUp } from "../verify/look-up";
import { momentsOf } from "../verify/recover";
import { boundaryAt } from "./boundary-at";
import type { RestoreRequest } from "./request";
import { segmentsTo, timelineFor, type Histories } from "./timelines";

/** The way from a backup to a target. */
export interface Plan {
  timeline: number;
  /** Whether it passes the moments that the manifest describes. */
  compared: boolean;
  /** Where it is looked at: on the way to the target, or there. */
  pause: Target;
  /** Where the stack's server ends its recovery. */
  target: Target;
  /** The transactions on both sides of a target that is a time. */
  boundary?: Boundary;
}

/** @throws Error for a target that this backup and this archive do not lead to */
export async function planOf(engine: Engine, { target, repository }: RestoreRequest, found: LookedUp): Promise<Plan> {
  const archive = { engine, repository, found };
  if (target === "backup") return toBackup(found);
  return target === "latest" ? toLatest(archive) : toTime(archive, target.time);
}

interface FromArchive {
  engine: Engine;
  repository: number;
  found: LookedUp;
}

function toBackup(found: LookedUp): Plan {
  const lsn = lastMoment(found);
  if (lsn === undefined)
    throw new Error(`backup ${found.backup.label}: it has no manifest, so nothing tells where its state is; restore to a time`);
  return { timeline: timelineFor(found.archive.histories, endOf(found)), compared: true, pause: { lsn }, target: { lsn } };
}

/** The end of the archive is passed only by what writes: it is looked at just before that. */
async function toLatest({ engine, repository, found }: FromArchive): Promise<Plan> {
  const timeline = timelineFor(found.archive.histories, endOf(found));
  const manifest = lastMoment(found);
  const newest = (await newestCommit(engine, repository, segmentsOn(timeline, found)))?.lsn;
  const lsn = latest(newest, manifest);
  if (lsn === undefined)
    throw new Error(`backup ${found.backup.label}: neither a manifest nor a transaction after it, so there is nothing to check it by`);
  return { timeline, compared: manifest !== undefined, pause: { lsn }, target: "newest" };
}

async function toTime({ engine, repository, found }: FromArchive, time: string): Promise<Plan> {
  const { label, stoppedAt } = found.backup;
  const at = Date.parse(time);
  if (at < stoppedAt)
    throw new Error(`target ${time}: backup ${label} ended at ${new Date(stoppedAt).toISOString()}, after it; take an older one`);
  const timeline = timelineFor(dated(found), endOf(found), at);
  const boundary = await boundaryAt(engine, repository, segmentsOn(timeline, found), BigInt(at) * 1000n, time);
  const manifest = lastMoment(found);
  const compared = manifest !== undefined && bytesOf(manifest) <= bytesOf(boundary.last.lsn);
  return { timeline, compared, pause: { time: settingOf(time) }, target: { time: settingOf(time) }, boundary };
}

const endOf = ({ archive, backup }: LookedUp) => ({
  timeline: segmentOf(backup.segments.stop, archive.segmentBytes).timeline,
  lsn: backup.lsn.stop,
});

/** @returns the last place in the WAL that the manifest describes */
const lastMoment = ({ manifest }: LookedUp) => momentsOf(manifest).at(-1)?.lsn;

/** @returns names of the segments from the end of the backup on */
function segmentsOn(timeline: number, { archive, backup, listing }: LookedUp): string[] {
  const { histories, segmentBytes, id } = archive;
  const first = segmentOf(backup.segments.stop, segmentBytes).number;
  return segmentsTo(histories, timeline, segmentsIn(listing, id), segmentBytes).filter(
    (name) => segmentOf(name, segmentBytes).number >= first,
  );
}

const latest = (a: string | undefined, b: string | undefined): string | undefined =>
  a !== undefined && (b === undefined || bytesOf(a) > bytesOf(b)) ? a : b;

/** @returns the histories with when each was archived, as the repository tells */
function dated({ archive: { histories, id }, listing }: LookedUp): Histories {
  const files = JSON.parse(listing) as Record<string, { time?: number }>;
  return histories.map((history) => {
    const time = files[`${id}/${history.timeline.toString(16).toUpperCase().padStart(8, "0")}.history`]?.time;
    return time === undefined ? history : { ...history, archivedAt: time * 1000 };
  });
}

/** Postgres knows no letter for a time zone where it reads this. */
const settingOf = (time: string): string => time.replace("T", " ").replace("Z", "+00");
