import fc from "fast-check";
import type { Provable } from "../../../../ops/backup/verifications";
import type { Found } from "../../../../ops/backup/evidence";
import { exitCodeOf } from "../../../../ops/commands/drill";
import { historyOf } from "../../../../ops/drill/history";
import { bar, historyText } from "../../../../ops/drill/history-view";
import { exit } from "../../../../ops/exit";

/** DR4: what was measured of recoveries that were tried. Evidence that is read and checked is in test/unit/ops/backup/evidence.test.ts. */
const found = (finishedAt: string, recoverySeconds: number | null, outcome: "pass" | "fail" = "pass"): Found => ({
  file: "x.json",
  genuine: true,
  evidence: { outcome, repository: 1, backup: "b", startedAt: finishedAt, finishedAt, recoverySeconds, lostSeconds: 31 },
});
const forged: Found = { file: "forged.json", genuine: false, reason: "its signature is wrong" };
const backups = (...all: Found[]) => ({ of: "backups" as Provable, found: all });
const dumps = (...all: Found[]) => ({ of: "dumps" as Provable, found: all });
const [first, second, third] = ["2026-11-23T04:00:00.000Z", "2026-11-24T04:00:00.000Z", "2026-11-25T04:00:00.000Z"] as const;

test("the newest of all kinds, the oldest of these first", () => {
  const { drills } = historyOf([backups(found(first, 20), found(third, 10)), dumps(found(second, 4))], 2);
  expect(drills.map(({ of, finishedAt }) => [of, finishedAt])).toEqual([
    ["dumps", second],
    ["backups", third],
  ]);
});

test("a table with a picture, and a summary of each kind", () => {
  const text = historyText(historyOf([backups(found(first, 20), found(third, 10)), dumps(found(second, null))], 9), false);
  expect(text).toBe(`FINISHED AT               OF       OUTCOME  RPO s  RTO s
${first}  backups  pass     31.0   20.0     ████████████████████████
${second}  dumps    pass     31.0   unknown
${third}  backups  pass     31.0   10.0     ████████████

backups: 2 of 2 passed; RTO 10 s in half of them, 20 s at most
dumps: 1 of 1 passed; RTO not measured`);
});

test("a bar is as long as its share, and none for what is not known", () => {
  expect([bar(0, 8), bar(1, 192), bar(5, 8), bar(8, 8), bar(null, 8), bar(0, 0)]).toEqual([
    "",
    "▏",
    "█".repeat(15),
    "█".repeat(24),
    "",
    "",
  ]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), fc.double({ min: 1, max: 1000, noNaN: true }), (seconds, longest) => {
      fc.pre(seconds <= longest);
      expect(bar(seconds, longest).length).toBeLessThanOrEqual(24);
    }),
  );
});

test.each([
  ["the newest of each kind has passed", [backups(found(first, 1, "fail"), found(second, 1)), dumps(found(first, 1))], exit.done],
  ["the newest of one has not", [backups(found(second, 1)), dumps(found(first, 1), found(third, 1, "fail"))], exit.failed],
  ["one is not genuine", [backups(found(second, 1), forged)], exit.failed],
  ["there is none", [backups(), dumps()], exit.missing],
])("%s", (_, all, code) => expect(exitCodeOf(historyOf(all, 30))).toBe(code));

test("a forged one is told, and counts for nothing", () => {
  const text = historyText(historyOf([backups(found(first, 3), forged)], 30), false);
  expect(text).toContain("backups: 1 of 1 passed");
  expect(text).toContain("not genuine: forged.json of backups: its signature is wrong");
  expect(historyText(historyOf([backups()], 30), false)).toBe("No recovery was tried yet");
});
