import { bytesOf, segmentOf } from "../collect/segments";
import type { Archive } from "../collect/repository";
import type { Lsn } from "../facts";

/** Timelines of an archive: what each but the first came from, and when its history was archived, Unix time in milliseconds. */
export type Histories = (Archive["histories"][number] & { archivedAt?: number })[];

/** @returns the timelines on the way to this one, each with where it was left; itself last, with no end */
export function wayTo(histories: Histories, timeline: number): { timeline: number; until: Lsn | null }[] {
  const parents = histories.find((history) => history.timeline === timeline)?.parents ?? [];
  return [...parents, { timeline, until: null }];
}

export const newestOf = (histories: Histories): number => Math.max(1, ...histories.map(({ timeline }) => timeline));

/** @returns whether a recovery from a place on one timeline can get to another: that one left it there or later */
export function leadsTo(histories: Histories, from: { timeline: number; lsn: Lsn }, to: number): boolean {
  const part = wayTo(histories, to).find(({ timeline }) => timeline === from.timeline);
  return part !== undefined && (part.until === null || bytesOf(from.lsn) <= bytesOf(part.until));
}

/**
 * @param at Unix time in milliseconds; without it, the newest that can be reached
 * @returns the timeline to recover a backup along: of those that it leads to, the one that was live at that time
 * @throws Error when the backup is of a branch that was not live then
 */
export function timelineFor(histories: Histories, from: { timeline: number; lsn: Lsn }, at?: number): number {
  const begun = histories.filter(({ archivedAt }) => at === undefined || archivedAt === undefined || archivedAt <= at);
  const reached = [1, ...begun.map(({ timeline }) => timeline)].filter((timeline) => leadsTo(histories, from, timeline));
  const chosen = Math.max(...reached, from.timeline);
  const live = newestOf(begun);
  if (at !== undefined && chosen !== live) {
    throw new Error(
      `at ${new Date(at).toISOString()} timeline ${live} was live, and a backup of timeline ${from.timeline} does not lead to it; choose a backup that does`,
    );
  }
  return chosen;
}

/**
 * @param segments names
 * @returns those that a recovery to this timeline reads; the one in which a timeline was left is read of the next
 */
export function segmentsTo(histories: Histories, timeline: number, segments: string[], segmentBytes: number): string[] {
  const way = wayTo(histories, timeline);
  return segments
    .filter((name) => {
      const segment = segmentOf(name, segmentBytes);
      const part = way.find((each) => each.timeline === segment.timeline);
      return part !== undefined && (part.until === null || segment.number < Number(bytesOf(part.until) / BigInt(segmentBytes)));
    })
    .sort((a, b) => segmentOf(a, segmentBytes).number - segmentOf(b, segmentBytes).number);
}
