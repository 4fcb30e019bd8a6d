import type { Facts } from "../../../src/facts";
import { broken, fine, type Cases } from "../case";

const ofBackup = "every segment from 000000010000000000000020 to 000000010000000000000021";
const toNewest = "every segment from 000000010000000000000021 to the newest";

/** The archive has these segments only, by timeline. */
const ranges =
  (...ranges: [timeline: number, first: number, last: number][]) =>
  (f: Facts) => {
    f.archive.ranges = ranges.map(([timeline, first, last]) => ({ timeline, first, last }));
  };

/** A third timeline, which began in segment 0x38 of the second. */
const third = (f: Facts) => {
  f.archive.histories.push({
    timeline: 3,
    parents: [
      { timeline: 1, until: "0/300000A0" },
      { timeline: 2, until: "0/380000A0" },
    ],
  });
};

/** A third timeline, which left the first where the backup was not made yet. */
const aside = (f: Facts) => {
  f.archive.histories.push({ timeline: 3, parents: [{ timeline: 7, until: "0/300000A0" }] });
};

export const walCases: Cases = {
  "wal-of-backup": [
    broken("the first segment", ranges([1, 0x21, 0x2f], [2, 0x30, 0x40]), ofBackup, "000000010000000000000020 missing"),
    broken("the last segment", ranges([1, 0x10, 0x20], [1, 0x22, 0x2f]), ofBackup, "000000010000000000000021 missing"),
    broken("both", ranges([1, 0x10, 0x1f], [1, 0x22, 0x2f]), ofBackup, "000000010000000000000020 to 000000010000000000000021 missing"),
    broken("nothing at all", ranges(), ofBackup, "000000010000000000000020 to 000000010000000000000021 missing"),
    broken("only on another timeline", ranges([2, 0x10, 0x40]), ofBackup, "000000010000000000000020 to 000000010000000000000021 missing"),
    broken(
      "two gaps",
      (f) => {
        ranges([1, 0x10, 0x1f], [1, 0x21, 0x21])(f);
        f.backup.segments.stop = "000000010000000000000022";
      },
      "every segment from 000000010000000000000020 to 000000010000000000000022",
      "000000010000000000000020 missing; 000000010000000000000022 missing",
    ),
    broken(
      "in the next gigabytes",
      (f) => {
        f.backup.segments = { start: "0000000100000001000000FF", stop: "000000010000000200000000" };
        ranges([1, 0x1ff, 0x1ff])(f);
      },
      "every segment from 0000000100000001000000FF to 000000010000000200000000",
      "000000010000000200000000 missing",
    ),
    fine("no more than that", ranges([1, 0x20, 0x21])),
    fine("a gap before it", ranges([1, 0x10, 0x1e], [1, 0x20, 0x21])),
    fine("a gap after it", ranges([1, 0x20, 0x21], [1, 0x23, 0x23])),
  ],
  "wal-to-newest": [
    broken("one after the backup", ranges([1, 0x10, 0x21], [1, 0x23, 0x2f], [2, 0x30, 0x40]), toNewest, "000000010000000000000022 missing"),
    broken(
      "the end of the backup",
      ranges([1, 0x10, 0x20], [1, 0x22, 0x2f], [2, 0x30, 0x40]),
      toNewest,
      "000000010000000000000021 missing",
    ),
    broken("the last of the old timeline", ranges([1, 0x10, 0x2e], [2, 0x30, 0x40]), toNewest, "00000001000000000000002F missing"),
    broken("the first of the new timeline", ranges([1, 0x10, 0x30], [2, 0x31, 0x40]), toNewest, "000000020000000000000030 missing"),
    broken(
      "one of the new timeline",
      ranges([1, 0x10, 0x2f], [2, 0x30, 0x31], [2, 0x34, 0x40]),
      toNewest,
      "000000020000000000000032 to 000000020000000000000033 missing",
    ),
    broken("no history", (f) => (f.archive.histories = []), toNewest, "timeline 2 does not descend from 1"),
    broken("another history", aside, toNewest, "timeline 3 does not descend from 1"),
    broken(
      "of three timelines, one of the second",
      (f) => {
        third(f);
        ranges([1, 0x10, 0x2f], [2, 0x30, 0x36], [3, 0x38, 0x39])(f);
      },
      toNewest,
      "000000020000000000000037 missing",
    ),
    fine("a gap before the backup", ranges([1, 0x10, 0x12], [1, 0x20, 0x2f], [2, 0x30, 0x40])),
    fine("a timeline that went on after it was left", ranges([1, 0x10, 0x2f], [1, 0x60, 0x80], [2, 0x30, 0x40])),
    fine("a timeline without a segment yet", (f) => {
      third(f);
      ranges([1, 0x10, 0x2f], [2, 0x30, 0x37])(f);
    }),
    fine("a backup of the newest timeline", (f) => {
      f.backup.segments = { start: "000000020000000000000031", stop: "000000020000000000000032" };
      ranges([2, 0x31, 0x40])(f);
    }),
    fine("the backup is the newest there is", (f) => {
      f.archive.histories = [];
      ranges([1, 0x20, 0x21])(f);
    }),
  ],
  "wal-newest-whole": [
    broken(
      "a byte is another one",
      (f) => (f.archive.newest.sha1.found = "0"),
      "000000020000000000000040, digest da39a3ee5e6b4b0d",
      "000000020000000000000040, digest 0",
    ),
  ],
  "wal-not-forked": [
    broken("one twice", (f) => (f.archive.forked = ["000000010000000000000021"]), "each segment once", "000000010000000000000021"),
  ],
  "timeline-history": [
    broken("no history", (f) => (f.archive.histories = []), "a rising history for each timeline", "timeline 2: no history"),
    broken(
      "an empty history",
      (f) => (f.archive.histories[0]!.parents = []),
      "a rising history for each timeline",
      "timeline 2: no history; timeline 2: no history",
    ),
    broken(
      "timelines fall",
      (f) => {
        third(f);
        f.archive.histories[1]!.parents.reverse();
      },
      "a rising history for each timeline",
      "timeline 3: its history does not rise",
    ),
    broken(
      "timelines fall, and were left at one place",
      (f) => {
        third(f);
        f.archive.histories[1]!.parents = [2, 1].map((timeline) => ({ timeline, until: "0/300000A0" }));
      },
      "a rising history for each timeline",
      "timeline 3: its history does not rise",
    ),
    broken(
      "its own parent",
      (f) => (f.archive.histories[0]!.parents[0]!.timeline = 2),
      "a rising history for each timeline",
      "timeline 2: its history does not rise; timeline 2: its history does not rise",
    ),
    broken(
      "places fall",
      (f) => {
        third(f);
        f.archive.histories[1]!.parents[1]!.until = "0/30000000";
      },
      "a rising history for each timeline",
      "timeline 3: its history does not rise",
    ),
    fine("three timelines", third),
    fine("left where it began", (f) => {
      third(f);
      f.archive.histories[1]!.parents[1]!.until = "0/300000A0";
    }),
    fine("one timeline", (f) => {
      f.archive.histories = [];
      ranges([1, 0x10, 0x40])(f);
    }),
  ],
  "timeline-followed": [
    broken("it stayed on the first", (f) => (f.run.promotion.timelineBefore = 1), "timeline 2, from 1", "timeline 1"),
    broken("a newer one is in the archive", third, "timeline 3, from 1", "timeline 2"),
    broken("the newest is of other descent", aside, "timeline 3, from 1", "timeline 3 does not descend from 1"),
  ],
  "timeline-after-promotion": [
    broken("the same", (f) => (f.run.promotion.timelineAfter = f.copy.server.timeline = 2), "3", "2"),
    broken("one left out", (f) => (f.run.promotion.timelineAfter = f.copy.server.timeline = 4), "3", "4"),
    broken("the copy is on another", (f) => (f.copy.server.timeline = 2), "3", "2"),
  ],
};
