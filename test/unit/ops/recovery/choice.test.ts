import fc from "fast-check";
import type { Backup } from "../../../../ops/backup/chain";
import type { Evidence, Found } from "../../../../ops/backup/evidence";
import { exit } from "../../../../ops/exit";
import { choose, type Known } from "../../../../ops/recovery/choice";

/** Which backup is restored (BR3, BR6, DR2). Does not prove that it can be: its restore does. */
const hour = (at: number) => new Date(Date.UTC(2026, 10, 25, at)).toISOString();
const labelOf = (at: number) => `20261125-${String(at).padStart(2, "0")}0000F`;

/** One an hour, each with WAL of its own. */
const backup = (at: number, change: Partial<Backup> = {}): Backup => ({
  repository: 1,
  label: labelOf(at),
  type: "full",
  startedAt: hour(at - 1),
  stoppedAt: hour(at),
  databaseBytes: 100,
  readBytes: 100,
  storedBytes: 10,
  prior: null,
  references: [],
  wal: {
    from: `0000000100000000000000${at.toString(16).padStart(2, "0")}`,
    to: `0000000100000000000000${at.toString(16).padStart(2, "0")}`,
  },
  lsn: { from: `0/${at.toString(16)}000000`, to: `0/${at.toString(16)}000100` },
  pageChecksumErrors: false,
  state: "intact",
  reason: null,
  ...(change as object),
});
const verified = (at: number, outcome: Evidence["outcome"]): Found => ({
  file: "one.json",
  genuine: true,
  evidence: { outcome, repository: 1, backup: labelOf(at), startedAt: hour(at), finishedAt: hour(at), recoverySeconds: 1, lostSeconds: 1 },
});
const known = (change: Partial<Known> = {}): Known => ({
  backups: [1, 2, 3].map((at) => backup(at)),
  windows: [{ repository: 1, from: hour(1), to: hour(9) }],
  timelines: new Map([[1, []]]),
  evidence: [1, 2, 3].map((at) => verified(at, "pass")),
  ...change,
});
const latest = { kind: "latest" } as const;
const time = (at: number) => ({ kind: "time", at: Date.parse(hour(at)) }) as const;

test("the newest one that has passed, to the latest", () => {
  expect(choose(latest, known())).toMatchObject({ backup: { label: labelOf(3) }, verified: "pass", passedOver: [] });
});

test.each<[string, Partial<Known>, string]>([
  ["was not verified", { evidence: [verified(1, "pass"), verified(2, "pass")] }, "no verification of it yet"],
  ["did not pass", { evidence: [verified(2, "pass"), verified(3, "pass"), verified(3, "partial")] }, "ended with partial"],
  [
    "is damaged",
    { backups: [backup(1), backup(2), backup(3, { state: "damaged", reason: "page checksum errors" })] },
    "damaged: page checksum errors",
  ],
  [
    "lacks a parent (BR3)",
    { backups: [backup(1), backup(2), backup(3, { state: "unrestorable", reason: "parent X is missing" })] },
    "unrestorable: parent X is missing",
  ],
  [
    "is of a branch that was left",
    { timelines: new Map([[1, [{ timeline: 2, parents: [{ timeline: 1, until: "0/2000200" }] }]]]) },
    "a branch that was left",
  ],
])("a newest one that %s is passed over, with the reason", (_, change, reason) => {
  const choice = choose(latest, known(change));
  expect(choice.backup.label).toBe(labelOf(2));
  expect(choice.passedOver).toEqual([{ label: labelOf(3), reason: expect.stringContaining(reason) as string }]);
});

test("where none has passed, the newest that has not failed", () => {
  expect(choose(latest, known({ evidence: [] }))).toMatchObject({ backup: { label: labelOf(3) }, verified: null });
  expect(choose(latest, known({ evidence: [verified(3, "fail")] }))).toMatchObject({ backup: { label: labelOf(2) }, verified: null });
});

test("evidence that is not genuine, or of another repository, proves nothing", () => {
  const other = verified(3, "pass") as Extract<Found, { genuine: true }>;
  const evidence: Found[] = [
    { ...other, evidence: { ...other.evidence, repository: 2 } },
    { file: "x", genuine: false, reason: "no" },
  ];
  expect(choose(latest, known({ evidence })).verified).toBeNull();
});

test("to a time, the newest that ended before it; never one that ended at it or later", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (hours, at) => {
      const sorted = [...hours].sort((a, b) => a - b);
      const all = known({
        backups: sorted.map((each) => backup(each)),
        windows: [{ repository: 1, from: hour(sorted[0]!), to: hour(9) }],
        evidence: [],
      });
      const expected = sorted.findLast((each) => each < at);
      if (expected === undefined) expect(() => choose(time(at), all)).toThrow("recovery window");
      else expect(choose(time(at), all).backup.label).toBe(labelOf(expected));
    }),
  );
});

test("to a time, one that leads to what was live then", () => {
  // At 2:30 it went back to the state of 1:30, so the backup of 2 is of a branch that was left.
  const timelines = new Map([[1, [{ timeline: 2, parents: [{ timeline: 1, until: "0/1000200" }], archivedAt: Date.parse(hour(2)) + 1 }]]]);
  const choice = choose(time(3), known({ timelines, backups: [backup(1), backup(2)] }));
  expect(choice).toMatchObject({
    backup: { label: labelOf(1) },
    passedOver: [{ label: labelOf(2), reason: expect.stringContaining("timeline 2 was live") as string }],
  });
});

test.each([0, 1, 10])("a time outside of the window, %d:00, is refused with the window", (at) => {
  expect(() => choose(time(at), known())).toThrow(
    expect.objectContaining({
      exitCode: exit.usage,
      message: expect.stringContaining(`repository 1: ${hour(1)} to ${hour(9)}`) as string,
    }) as Error,
  );
});

test("a label: that one, verified or not; an unknown one lists those there are; a broken one is refused", () => {
  expect(choose({ kind: "backup", label: labelOf(2) }, known({ evidence: [] }))).toMatchObject({
    backup: { label: labelOf(2) },
    verified: null,
  });
  expect(() => choose({ kind: "backup", label: labelOf(7) }, known())).toThrow(
    expect.objectContaining({ exitCode: exit.usage, message: expect.stringContaining(`  ${labelOf(3)}`) as string }) as Error,
  );
  const broken = known({ backups: [backup(2, { state: "unrestorable", reason: "parent X is missing" })] });
  expect(() => choose({ kind: "backup", label: labelOf(2) }, broken)).toThrow("unrestorable: parent X is missing");
});

test("no backup at all", () => expect(() => choose(latest, known({ backups: [] }))).toThrow("no backup can be restored"));
