import type { Archive } from "../collect/repository";
import { segmentName, segmentOf } from "../collect/segments";
import { none, same, type Assertion } from "./assertion";
import { lineage, newestTimeline } from "./lineage";

export const walOfBackup: Assertion = {
  id: "wal-of-backup",
  title: "The WAL from the beginning to the end of the backup is in the archive, without a gap",
  judge: ({ archive, backup: { segments } }) => {
    const { timeline, number } = segmentOf(segments.start, archive.segmentBytes);
    const last = segmentOf(segments.stop, archive.segmentBytes).number;
    return none(`every segment from ${segments.start} to ${segments.stop}`, gaps(archive, timeline, number, last));
  },
};

export const walToNewest: Assertion = {
  id: "wal-to-newest",
  title: "The WAL from the end of the backup to the newest segment is in the archive, on the way the timelines went, without a gap",
  judge: ({ archive, backup: { segments } }) => {
    const { timeline, number } = segmentOf(segments.stop, archive.segmentBytes);
    const way = lineage(archive, timeline);
    const problems = way
      ? way.flatMap((part) => gaps(archive, part.timeline, Math.max(number, part.first), part.last))
      : [`timeline ${newestTimeline(archive)} does not descend from ${timeline}`];
    return none(`every segment from ${segments.stop} to the newest`, problems);
  },
};

export const walNotForked: Assertion = {
  id: "wal-not-forked",
  title: "No segment is in the archive with two contents",
  judge: ({ archive }) => none("each segment once", archive.forked),
};

export const walNewestWhole: Assertion = {
  id: "wal-newest-whole",
  title: "The newest segment is what was archived",
  judge: ({ archive: { newest } }) =>
    same(`${newest.segment}, digest ${newest.sha1.recorded}`, `${newest.segment}, digest ${newest.sha1.found}`),
};

/** @returns what is not there of the segments `first` to `last`, one text for each gap */
function gaps({ ranges, segmentBytes }: Archive, timeline: number, first: number, last: number): string[] {
  const name = (number: number): string => segmentName({ timeline, number }, segmentBytes);
  const found: string[] = [];
  let next = first;
  for (const range of [...ranges.filter((range) => range.timeline === timeline), { first: Infinity, last: Infinity }]) {
    const end = Math.min(range.first - 1, last);
    if (next <= end) found.push(next === end ? `${name(next)} missing` : `${name(next)} to ${name(end)} missing`);
    next = Math.max(next, range.last + 1);
  }
  return found;
}
