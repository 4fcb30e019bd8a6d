import { isSchedule, longestIntervalSeconds } from "../../../components/backup/schedules";

test.each(["0 2 * * *", "0 2 * * 1-6", "*/15 * * * *", "0,30 2-4 1 1 *", "0 2 29 2 *"])("%s is a schedule (BR7)", (text) => {
  expect(isSchedule(text)).toBe(true);
});

test.each([
  ["a minute that no hour has", "61 * * * *"],
  ["a day that no month has", "0 2 30 2 *"],
  ["four fields", "0 2 * *"],
  ["six fields", "0 0 2 * * *"],
  ["a shortcut, which one of the schedulers may not know", "@daily"],
  ["a name, which one of the schedulers may not know", "0 2 * * MON"],
  ["nothing", ""],
])("%s is none", (_what, text) => {
  expect(isSchedule(text)).toBe(false);
});

test.each([
  ["once a day by two schedules", { full: "0 2 * * 0", differential: "0 2 * * 1-6" }, 24 * 3600],
  ["once a week", { full: "0 2 * * 0" }, 7 * 24 * 3600],
  ["on workdays: over the weekend", { full: "0 2 * * 1-5" }, 3 * 24 * 3600],
  ["every six hours", { full: "0 2 * * 0", incremental: "0 */6 * * *" }, 6 * 3600],
  ["by night and by day: the longer way round", { full: "0 22 * * *", incremental: "0 6 * * *" }, 16 * 3600],
  ["on the 31st: some months have none", { full: "0 2 31 * *" }, 61 * 24 * 3600],
  ["on 29 February", { full: "0 2 29 2 *" }, (4 * 365 + 1) * 24 * 3600],
  ["every minute: an hour is the least", { full: "0 2 * * 0", incremental: "* * * * *" }, 3600],
])("the longest time between two backups %s (BR7)", (_when, schedules, seconds) => {
  expect(longestIntervalSeconds(schedules)).toBe(seconds);
});

test("no backup at all has no interval", () => {
  expect(() => longestIntervalSeconds({})).toThrow("schedules: got none");
});
