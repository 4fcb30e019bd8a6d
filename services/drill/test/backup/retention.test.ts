import * as fc from "fast-check";
import { expiredSets, type Retention } from "../../src/backup/retention";
import type { Listed } from "../../src/engine/catalogue";

/** BR4: what is kept. */
const day = 24 * 60 * 60 * 1000;

/** @param text as in `F0 D1 F7`: types of backups, and the days they were made on; `!` for one with page errors */
function backups(text: string): Listed[] {
  const made: Listed[] = [];
  for (const word of text.split(" ")) {
    const prior = word.startsWith("F") ? undefined : made.at(-1);
    const needs = prior ? [...prior.needs, prior.label] : [];
    const stoppedAt = parseInt(word.slice(1), 10) * day;
    made.push({ label: word, full: word.startsWith("F"), needs, stoppedAt, pageErrors: word.endsWith("!") });
  }
  return made;
}
const all = () => true;
const expired = (text: string, days: number, fullBackups: number, passed: (label: string) => boolean = all) =>
  expiredSets(backups(text), { days, fullBackups }, passed);

test.each([
  ["a week, whose first day a newer one reaches", "F0 D1 F7 D14", 7, 1, [["F0", "D1"]]],
  ["a week, whose first day none else reaches", "F0 D1 F7 D13", 7, 1, []],
  ["two of them, whatever their age", "F0 D1 F100", 7, 2, []],
  ["two of them, of three", "F0 D1 F50 F100", 7, 2, [["F0", "D1"]]],
  ["by the count alone", "F0 D1 F2 F3 I4", 0, 2, [["F0", "D1"]]],
  ["the last one, when nothing was made for long", "F0 D1", 7, 1, []],
  ["the second, when the third has page errors", "F0 F7 F8! F20", 7, 2, [["F0"]]],
  ["the first as well, when those after it have", "F0 F7! F8! D20", 7, 1, []],
] as const)("keeps %s", (_title, text, days, fullBackups, expected) => {
  expect(expired(text, days, fullBackups)).toEqual(expected);
});

describe("nothing goes", () => {
  const due = "F0 F1 F20 D40";

  test("while the newest has not passed", () => {
    expect(expired(due, 7, 1)).toEqual([["F0"], ["F1"]]);
    expect(expired(due, 7, 1, (label) => label !== "D40")).toEqual([]);
  });

  test("where there is no backup", () => {
    expect(expiredSets([], { days: 1, fullBackups: 1 }, all)).toEqual([]);
  });

  test("of what the newest builds on", () => {
    const [first, second, newest] = backups("F0 F7 I20") as [Listed, Listed, Listed];
    const onTheFirst = [first, second, { ...newest, needs: [first.label] }];
    expect(expiredSets(onTheFirst, { days: 1, fullBackups: 1 }, all)).toEqual([]);
  });
});

describe("whatever there is", () => {
  const made = fc
    .array(fc.record({ full: fc.boolean(), hours: fc.integer({ min: 1, max: 400 }), on: fc.nat(), pageErrors: fc.boolean() }), {
      maxLength: 30,
    })
    .map((list) =>
      list.reduce<Listed[]>((before, { full, hours, on, pageErrors }, index) => {
        const prior = full ? undefined : before[on % before.length];
        const stoppedAt = (before.at(-1)?.stoppedAt ?? 0) + hours * 60 * 60 * 1000;
        const needs = prior ? [...prior.needs, prior.label] : [];
        return [...before, { label: `${index}`, full: prior === undefined, needs, stoppedAt, pageErrors }];
      }, []),
    );
  const retention = fc.record({ days: fc.integer({ min: 0, max: 60 }), fullBackups: fc.integer({ min: 1, max: 6 }) });
  const passed = fc.func(fc.boolean());
  const holds = (check: (list: Listed[], kept: Retention, gone: string[][], passes: (label: string) => boolean) => boolean) =>
    fc.assert(
      fc.property(made, retention, passed, (list, kept, passes) => check(list, kept, expiredSets(list, kept, passes), passes)),
      {
        numRuns: 2000,
      },
    );
  const left = (list: Listed[], gone: string[][]) => list.filter(({ label }) => !gone.flat().includes(label));

  test("the newest stays, and nothing goes that has not passed above it", () => {
    holds((list, _kept, gone, passes) => gone.length === 0 || (passes(list.at(-1)!.label) && left(list, gone).at(-1) === list.at(-1)));
  });

  test("no chain breaks, and no set goes in part", () => {
    holds((list, _kept, gone) => {
      const stays = left(list, gone);
      const labels = stays.map(({ label }) => label);
      return stays.every(({ needs }) => needs.every((each) => labels.includes(each)));
    });
  });

  test("each set is a full backup first, and no backup is in two", () => {
    holds(
      (list, _kept, gone) =>
        gone.every(([first]) => list.find(({ label }) => label === first)!.full) && new Set(gone.flat()).size === gone.flat().length,
    );
  });

  test("what is left keeps days and count, as far as there was something to keep them with", () => {
    holds((list, { days, fullBackups }, gone) => {
      const good = ({ full, pageErrors }: Listed) => full && !pageErrors;
      const reach = (list.at(-1)?.stoppedAt ?? 0) - days * day;
      const reaches = (some: Listed[]) => some.some((one) => good(one) && one.stoppedAt <= reach);
      const stays = left(list, gone);
      const enough = Math.min(fullBackups, list.filter(good).length);
      return stays.filter(good).length >= enough && reaches(stays) === reaches(list);
    });
  });

  test("once done, there is nothing more to do", () => {
    holds((list, kept, gone, passes) => expiredSets(left(list, gone), kept, passes).length === 0);
  });
});
