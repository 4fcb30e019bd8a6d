import type { Archive } from "../collect/repository";
import { bytesOf } from "../collect/segments";

/** The segments that a recovery reads on one timeline, by their numbers. */
export interface Part {
  timeline: number;
  first: number;
  last: number;
}

export const newestTimeline = ({ ranges, histories }: Archive): number =>
  Math.max(...[...ranges, ...histories].map(({ timeline }) => timeline));

/** Where the newest timeline ends; another one may have gone further before it was left. */
export function newestSegment(archive: Archive): number {
  const newest = newestTimeline(archive);
  const own = archive.ranges.filter(({ timeline }) => timeline === newest).map(({ last }) => last);
  return Math.max(...own, ...parentsOf(archive, newest).map(({ last }) => last));
}

/**
 * The way from a timeline to the end of the newest. The segment in which a timeline was left is complete on the next one only.
 * @returns undefined when the newest does not descend from it
 */
export function lineage(archive: Archive, from: number): Part[] | undefined {
  const newest = newestTimeline(archive);
  const all = [...parentsOf(archive, newest), { timeline: newest, last: newestSegment(archive) }];
  const start = all.findIndex(({ timeline }) => timeline === from);
  if (start < 0) return undefined;
  return all.slice(start).map((part, index) => ({ ...part, first: (all[start + index - 1]?.last ?? -1) + 1 }));
}

/** @returns the timelines that it came from, and the last segment that is complete on each */
function parentsOf({ histories, segmentBytes }: Archive, timeline: number): { timeline: number; last: number }[] {
  const parents = histories.find((history) => history.timeline === timeline)?.parents ?? [];
  return parents.map(({ timeline, until }) => ({ timeline, last: Number(bytesOf(until) / BigInt(segmentBytes)) - 1 }));
}
