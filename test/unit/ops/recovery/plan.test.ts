import fc from "fast-check";
import type { Backup } from "../../../../ops/backup/chain";
import type { Found } from "../../../../ops/backup/evidence";
import { exit } from "../../../../ops/exit";
import { agreementQuestions, checkAgreement } from "../../../../ops/recovery/agreement";
import { estimateOf, generationToReturnTo, nextGeneration, type RestorePlan } from "../../../../ops/recovery/plan";
import { durationText, restoreText, rollbackText } from "../../../../ops/recovery/plan-view";
import { backupsOf, infoOf } from "../backup/recorded";

/** What is planned, said and asked before anything is changed (BR6, DR2, DR3). */
const backup = backupsOf(infoOf("healthy.json"))[0]!;
const found = (recoverySeconds: number | null, outcome: "pass" | "fail" = "pass", repository = 1): Found => ({
  file: "x",
  genuine: true,
  evidence: { outcome, repository, backup: "x", startedAt: "", finishedAt: "", recoverySeconds, lostSeconds: null },
});
const restores = (...numbers: number[]) => Object.fromEntries(numbers.map((each) => [each, {} as never]));

test("a new generation has a number that none has had", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 99 })), fc.nat(), (numbers, pick) => {
      const there = [1, ...numbers];
      const next = nextGeneration({ generation: there[pick % there.length]!, restores: restores(...numbers) });
      expect(next).toBe(Math.max(...there) + 1);
    }),
  );
});

test.each([
  [3, [2, 3], undefined, 2],
  [2, [2, 3], undefined, 1],
  [5, [2, 5], undefined, 2],
  [1, [2, 3], 3, 3],
  [3, [2, 3], 1, 1],
])("from %d of %j a rollback to %s is to %d", (generation, numbers, wanted, expected) => {
  expect(generationToReturnTo({ generation, restores: restores(...numbers) }, wanted)).toBe(expected);
});

test.each([
  [1, [2], undefined, "none before 1, allowed is one that the stack has and does not run on: 2"],
  [2, [2], 2, "got 2, allowed is one that the stack has and does not run on: 1"],
  [1, [], undefined, "there is none"],
  [2, [2], 7, "got 7"],
])("from %d of %j a rollback to %s is refused", (generation, numbers, wanted, message) => {
  expect(() => generationToReturnTo({ generation, restores: restores(...numbers) }, wanted)).toThrow(
    expect.objectContaining({ exitCode: exit.usage, message: expect.stringContaining(message) as string }) as Error,
  );
});

test("the time is what was measured; where nothing was, what the backup took; else it is not known (BR11)", () => {
  const one: Backup = {
    ...backup,
    startedAt: "2026-11-25T02:00:00Z",
    stoppedAt: "2026-11-25T02:00:10Z",
    databaseBytes: 100,
    readBytes: 50,
  };
  expect(estimateOf(one, [found(14), found(3, "fail"), found(5, "pass", 2)])).toEqual({ seconds: 14, from: "verification" });
  expect(estimateOf(one, [found(null)])).toEqual({ seconds: 20, from: "backup" });
  expect(estimateOf({ ...one, readBytes: 0 }, [])).toBeNull();
});

const now = new Date("2026-11-25T12:09:12Z");
const plan: RestorePlan = {
  stack: "dev",
  generation: { now: 1, next: 2 },
  backup,
  verified: null,
  passedOver: [{ label: "newer", reason: "no verification of it yet" }],
  place: "volume postgres-repository",
  target: { time: "2026-11-25T12:00:00.000Z" },
  estimate: null,
  lost: { at: "2026-11-25T12:00:00.000Z", transactions: 412, walBytes: null },
  serverLost: false,
};

test("a plan says what is not known, and what is lost", () => {
  const text = restoreText(plan, now);
  expect(text).toContain("never: whether it can be restored is not known");
  expect(text).toMatch(/TAKES +not known/);
  expect(text).toContain("in 9 min 12 s, from 2026-11-25T12:00:00.000Z on: about 412 transactions; and what");
  expect(text).toContain("Not newer: no verification of it yet");
  expect(restoreText({ ...plan, lost: { ...plan.lost!, transactions: null, walBytes: 2048 } }, now)).toContain(
    "how many transactions is not known, 2.0Ki of WAL",
  );
  expect(restoreText({ ...plan, lost: null, target: "latest" }, now)).toMatch(/LOST +nothing/);
  const ofLost = restoreText({ ...plan, target: "latest", serverLost: true, lost: { ...plan.lost!, transactions: null } }, now);
  expect(ofLost).toMatch(/LOST +what was written in 9 min 12 s, from 2026-11-25T12:00:00.000Z on: how many transactions is not known\n/);
  expect(ofLost).not.toContain("rollback");
  expect(rollbackText({ stack: "dev", generation: { now: 2, next: 1 }, left: null }, now)).toContain("how much is not known");
});

test("a duration is right to its second unit", () => {
  expect([0, 45, 552, 7500, 273_600].map(durationText)).toEqual(["0 s", "45 s", "9 min 12 s", "2 h 5 min", "3 d 4 h"]);
  const size: Record<string, number> = { d: 86_400, h: 3600, min: 60, s: 1 };
  fc.assert(
    fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
      const parts = [...durationText(seconds).matchAll(/(\d+) (\w+)/g)];
      const told = parts.reduce((sum, [, count, unit]) => sum + Number(count) * size[unit!]!, 0);
      expect(told).toBeLessThanOrEqual(seconds);
      expect(seconds - told).toBeLessThan(seconds < 3600 ? 1 : seconds < 86_400 ? 60 : 3600);
    }),
  );
});

test("whatever the flags, nothing is changed unless the stack's own name was given or typed", () => {
  const name = fc.constantFrom("dev", "prod");
  fc.assert(
    fc.property(name, fc.boolean(), fc.option(name, { nil: undefined }), fc.boolean(), (stack, yes, confirmStack, interactive) => {
      const flags = { ...(yes && { yes }), ...(confirmStack !== undefined && { confirmStack }) };
      try {
        checkAgreement(stack, flags);
        const asked = agreementQuestions(stack, flags, "./ballast restore", interactive).map(({ answer }) => answer);
        expect(confirmStack === stack ? asked : [asked[0]]).toEqual(confirmStack === stack ? [] : [stack]);
      } catch (error) {
        expect([exit.usage, exit.notConfirmed]).toContain((error as { exitCode: number }).exitCode);
      }
    }),
  );
  expect(() => checkAgreement("dev", { confirmStack: "dev" })).toThrow("without --yes");
  expect(() => agreementQuestions("dev", { yes: true }, "./ballast restore", false)).toThrow("--yes --confirm-stack dev");
});
