import { calendar } from "../../schedule/calendar";
import { expectKept, expectMade } from "../../schedule/expected";
import { due } from "../../schedule/kept";
import type { BackupEntry } from "../../support/backups";

/** What the simulation itself goes by; that a stack keeps to it needs one: `npm run simulate`. */
const day = 24 * 60 * 60;
const at = (text: string) => Date.parse(`${text}:00Z`);

test("what the schedules do in a day and a half, in order", () => {
  const backups = { full: { service: "f", schedule: "0 2 * * *" }, incremental: { service: "i", schedule: "0 */12 * * *" } };
  const verification = { service: "v", schedule: "30 2 * * *" };
  expect(calendar({ backups, verification }, at("2026-11-27T01:00"), at("2026-11-28T12:00"))).toEqual([
    { at: at("2026-11-27T02:00"), service: "f", type: "full" },
    { at: at("2026-11-27T02:30"), service: "v" },
    { at: at("2026-11-27T12:00"), service: "i", type: "incremental" },
    { at: at("2026-11-28T00:00"), service: "i", type: "incremental" },
    { at: at("2026-11-28T02:00"), service: "f", type: "full" },
    { at: at("2026-11-28T02:30"), service: "v" },
  ]);
});

/** @param text as in `F0 D1`: types, and days of their ends */
function entries(text: string): BackupEntry[] {
  const made: BackupEntry[] = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const type = ({ F: "full", D: "diff", I: "incr" } as const)[word[0] as "F" | "D" | "I"];
    const on = { full: undefined, diff: made.findLast((each) => each.type === "full"), incr: made.at(-1) }[type];
    const prior = on?.label ?? null;
    const stop = Number(word.slice(1)) * day;
    made.push({ label: word, type, prior, error: false, timestamp: { start: stop, stop }, archive: { start: `wal of ${word}`, stop: "" } });
  }
  return made;
}

test.each([
  ["F0 I1 F2 I3", 1, 2, ""],
  ["F0 I1 F2 I3", 1, 1, "F0 I1"],
  ["F0 I1 F2 F3 I4", 1, 2, "F0 I1"],
  ["F0 I1 F2 F3", 7, 1, ""],
  ["F0 F1 F2", 0, 1, "F0 F1"],
  ["", 1, 1, ""],
])("of %s, by %i days and %i full backups, due is: %s", (text, days, fullBackups, expected) => {
  expect(due(entries(text), { days, fullBackups }).join(" ")).toBe(expected);
});

describe("a job", () => {
  const before = entries("F0 I1 F2");
  const made = (after: string, gone = ["F0", "I1"]) => expectMade("incremental", 3 * day * 1000, before, gone, entries(after));

  test("made one, and removed what was due", () => expect(made("F2 I3").label).toBe("I3"));
  test("that removed too much is found", () => expect(() => made("F2 I3", [])).toThrow('got ["F2"], expected ["F0","I1","F2"]'));
  test("that removed nothing is found", () => expect(() => made("F0 I1 F2 I3")).toThrow("backups that were there before"));
  test("that made none is found", () => expect(() => made("F0 F2", ["I1", "F2"])).toThrow("no new backup after F2"));
  test("that made another type is found", () => expect(() => made("F2 D3")).toThrow('got ["diff","F2",false]'));
  test("that came at another time is found", () => expect(() => made("F2 I4")).toThrow("began 86400 s after 1970-01-04"));
});

describe("the repository", () => {
  const backups = entries("F0 I1");
  const found = { backups, folders: ["F0", "I1"], descriptions: ["F0", "I1"], oldestWal: "wal of F0" };

  test("has what it lists", () => expect(() => expectKept(found, true)).not.toThrow());
  test("with files of what is removed is found", () =>
    expect(() => expectKept({ ...found, folders: ["E", "F0", "I1"] }, true)).toThrow("folders of backups"));
  test("with a description of what is removed is found", () =>
    expect(() => expectKept({ ...found, descriptions: ["E", "F0", "I1"] }, true)).toThrow("what is known of them"));
  test("with WAL of what is removed is found", () =>
    expect(() => expectKept({ ...found, oldestWal: "wal of E" }, true)).toThrow("oldest WAL"));
  test("may have older WAL as long as nothing was removed", () =>
    expect(() => expectKept({ ...found, oldestWal: "before" }, false)).not.toThrow());
});
