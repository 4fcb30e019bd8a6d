import { leadsTo, newestOf, segmentsTo, timelineFor, type Histories } from "../../src/restore/timelines";

/** 1 was left at 0/5000000 for 2, by a restore; the rollback began 3 where 1 had ended, at 0/8000000. */
const histories: Histories = [
  { timeline: 2, parents: [{ timeline: 1, until: "0/5000000" }], archivedAt: 1000 },
  { timeline: 3, parents: [{ timeline: 1, until: "0/8000000" }], archivedAt: 2000 },
];
const segmentBytes = 16 * 2 ** 20;
const of1 = (lsn: string) => ({ timeline: 1, lsn });

test("the newest is the live one; without a history it is the first", () => {
  expect(newestOf(histories)).toBe(3);
  expect(newestOf([])).toBe(1);
});

test("a backup leads to a timeline that left its own at its end or later", () => {
  expect(leadsTo(histories, of1("0/5000000"), 2)).toBe(true);
  expect(leadsTo(histories, of1("0/5000001"), 2)).toBe(false);
  expect(leadsTo(histories, of1("0/5000001"), 3)).toBe(true);
  expect(leadsTo(histories, { timeline: 2, lsn: "0/6000000" }, 3)).toBe(false);
});

test("without a time: the newest that can be reached, on a branch that was left its own", () => {
  expect(timelineFor(histories, of1("0/4000000"))).toBe(3);
  expect(timelineFor(histories, of1("0/9000000"))).toBe(1);
  expect(timelineFor(histories, { timeline: 2, lsn: "0/6000000" })).toBe(2);
});

test("with a time: the one that was live then", () => {
  expect(timelineFor(histories, of1("0/4000000"), 999)).toBe(1);
  expect(timelineFor(histories, of1("0/4000000"), 1500)).toBe(2);
  expect(timelineFor(histories, of1("0/4000000"), 2500)).toBe(3);
  expect(() => timelineFor(histories, of1("0/7000000"), 1500)).toThrow(
    "timeline 2 was live, and a backup of timeline 1 does not lead to it",
  );
});

test("segments on the way alone: the one in which a timeline was left is read of the next", () => {
  const name = (timeline: number, number: number) => `0000000${timeline}000000000000000${number}`;
  const all = [name(1, 3), name(1, 4), name(1, 5), name(1, 7), name(2, 5), name(2, 6), name(3, 8)];
  expect(segmentsTo(histories, 3, all, segmentBytes)).toEqual([name(1, 3), name(1, 4), name(1, 5), name(1, 7), name(3, 8)]);
  expect(segmentsTo(histories, 2, all, segmentBytes)).toEqual([name(1, 3), name(1, 4), name(2, 5), name(2, 6)]);
});
