import { isSchedule } from "../../../components/backup/schedules";

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
