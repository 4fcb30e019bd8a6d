import { bytesOf, segmentOf } from "../collect/segments";
import { check, each, same, type Assertion } from "./assertion";
import { lineage, newestTimeline } from "./lineage";

export const timelineHistory: Assertion = {
  id: "timeline-history",
  title: "Every timeline but the first has its history file, and each history rises",
  judge: ({ archive: { ranges, histories } }) =>
    each("a rising history for each timeline", [...ranges, ...histories], ({ timeline }) => {
      if (timeline === 1) return [];
      const parents = histories.find((history) => history.timeline === timeline)?.parents ?? [];
      if (parents.length === 0) return [`timeline ${timeline}: no history`];
      const rises = parents.every(
        (parent, index) =>
          parent.timeline < (parents[index + 1]?.timeline ?? timeline) &&
          bytesOf(parent.until) <= bytesOf(parents[index + 1]?.until ?? parent.until),
      );
      return rises ? [] : [`timeline ${timeline}: its history does not rise`];
    }),
};

export const timelineFollowed: Assertion = {
  id: "timeline-followed",
  title: "The copy followed the newest timeline, and that one descends from the backup's",
  judge: ({ archive, backup, run: { promotion } }) => {
    const { timeline } = segmentOf(backup.segments.start, archive.segmentBytes);
    const newest = newestTimeline(archive);
    const expected = `timeline ${newest}, from ${timeline}`;
    if (!lineage(archive, timeline)) return check(false, expected, `timeline ${newest} does not descend from ${timeline}`);
    return check(promotion.timelineBefore === newest, expected, `timeline ${promotion.timelineBefore}`);
  },
};

export const timelineAfterPromotion: Assertion = {
  id: "timeline-after-promotion",
  title: "Promotion began the next timeline, and the copy is on it",
  judge: ({ run: { promotion }, copy: { server } }) =>
    promotion.timelineAfter === server.timeline
      ? same(promotion.timelineBefore + 1, promotion.timelineAfter)
      : same(promotion.timelineAfter, server.timeline),
};
