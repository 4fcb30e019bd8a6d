import type { Backup } from "../../../../ops/backup/chain";
import { jobStatus } from "../../../../ops/backup/kept-schedule";
import { backupsOf, infoOf } from "./recorded";

/** BR7: whether each job has kept its schedule. 2026-01-25 is a Sunday. */
const [recorded] = backupsOf(infoOf("healthy.json")) as [Backup];
const made = (type: Backup["type"], startedAt: string, stoppedAt = startedAt, more: Partial<Backup> = {}): Backup =>
  ({ ...recorded, type, startedAt, stoppedAt, ...more }) as Backup;

const weekly = "0 2 * * 0";
const workdays = "0 2 * * 1-6";
const verdict = (type: Backup["type"], schedule: string, backups: Backup[], now: string) =>
  jobStatus(type, schedule, 1, backups, new Date(now)).verdict;

test("what was made when it was due is ok until an hour after the next time, and overdue then", () => {
  const backups = [made("full", "2026-01-25T02:00:00.000Z")];
  expect(verdict("full", weekly, backups, "2026-02-01T02:59:59.000Z")).toBe("ok");
  expect(verdict("full", weekly, backups, "2026-02-01T03:00:00.000Z")).toBe("overdue");
});

test("it may take twice what the last one took", () => {
  const backups = [made("full", "2026-01-25T02:00:00.000Z", "2026-01-25T05:00:00.000Z")];
  expect(verdict("full", weekly, backups, "2026-02-01T08:59:59.000Z")).toBe("ok");
  expect(verdict("full", weekly, backups, "2026-02-01T09:00:00.000Z")).toBe("overdue");
});

test("everything about a job", () => {
  expect(
    jobStatus("differential", workdays, 1, [made("differential", "2026-01-30T02:00:01.000Z")], new Date("2026-01-31T12:00:01.000Z")),
  ).toEqual({
    repository: 1,
    type: "differential",
    schedule: workdays,
    due: "2026-01-31T02:00:00.000Z",
    last: "2026-01-30T02:00:01.000Z",
    ageSeconds: 34 * 3600,
    verdict: "overdue",
  });
});

test("a day that the schedule leaves out is no reason", () => {
  expect(verdict("differential", workdays, [made("differential", "2026-01-24T02:00:03.000Z")], "2026-01-26T02:30:00.000Z")).toBe("ok");
});

test("one that needs fewer others counts, one that needs more does not", () => {
  const now = "2026-01-26T12:00:00.000Z";
  expect(verdict("differential", workdays, [made("full", "2026-01-26T02:00:00.000Z")], now)).toBe("ok");
  expect(verdict("full", weekly, [made("differential", "2026-01-26T02:00:00.000Z")], now)).toBe("none yet");
});

test.each([
  ["damaged", { state: "damaged", reason: "page checksum errors" }],
  ["of another repository", { repository: 2 }],
] as [string, Partial<Backup>][])("one that is %s does not count", (_what, more) => {
  const now = "2026-01-25T12:00:00.000Z";
  const stopped = "2026-01-25T02:00:00.000Z";
  expect(verdict("full", weekly, [made("full", stopped)], now)).toBe("ok");
  expect(verdict("full", weekly, [made("full", stopped, stopped, more)], now)).toBe("none yet");
});

test("a schedule that has had no time yet has nothing overdue", () => {
  expect(jobStatus("full", weekly, 1, [], new Date("2026-01-25T02:00:00.000Z"))).toMatchObject({
    last: null,
    ageSeconds: null,
    verdict: "none yet",
  });
});
