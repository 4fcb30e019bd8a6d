import { expire } from "../../src/backup/expire";
import type { Engine } from "../../src/engine/engine";

/** BR4: what goes, and in which order. */
const day = 24 * 60 * 60;
const entry = (label: string, stop: number, prior: string | null = null) => ({
  label,
  type: prior === null ? "full" : "incr",
  prior,
  reference: prior === null ? null : [prior],
  timestamp: { start: stop, stop },
  error: false,
});
const info = JSON.stringify([{ backup: [entry("A", 0), entry("B", day, "A"), entry("C", 2 * day), entry("D", 9 * day)] }]);
const pass = { repository: 1, backup: "D", outcome: "pass" } as const;

async function done(evidence: Parameters<typeof expire>[1]["evidence"]): Promise<string[]> {
  const did: string[] = [];
  const engine = {
    info: () => Promise.resolve(info),
    remove: (folder: string, repository: number) => Promise.resolve(void did.push(`remove ${folder} of ${repository}`)),
    expire: (label: string, staying: number, repository: number) =>
      Promise.resolve(void did.push(`expire ${label} of ${repository}: ${staying} stay`)),
  } as unknown as Engine;
  await expire(engine, { repository: 1, retention: { days: 7, fullBackups: 1 }, evidence, progress: (line) => did.push(line) });
  return did;
}

test("a set goes with what is known of it, which goes first, and the engine is told how many full backups stay", async () => {
  expect(await done([pass])).toEqual(["remove ballast/A of 1", "remove ballast/B of 1", "expire A of 1: 2 stay"]);
});

test.each([
  ["no evidence", []],
  ["a pass of another backup", [{ ...pass, backup: "C" }]],
  ["a pass of another repository", [{ ...pass, repository: 2 }]],
  ["a failure after a pass", [pass, { ...pass, outcome: "fail" as const }]],
])("nothing goes with %s, and that is said", async (_title, evidence) => {
  expect(await done(evidence)).toEqual(["repository 1: nothing is expired: the newest backup, D, has not passed a verification"]);
});
