import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evidenceCommand } from "../../src/commands/evidence";
import { History } from "../../src/evidence/history";
import { signed, signingKey } from "../../src/evidence/signature";
import { evidenceOf } from "./evidence-of";

const key = signingKey("a secret");
let folder: string;
let history: History;
const runs = () => readdirSync(join(folder, "runs")).sort();
/** A short one: three hundred with all facts take long to sign. */
const at = (minute: number) => evidenceOf({ finishedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(), facts: null });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "history-"));
  history = new History(folder, key);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what was added is there, oldest first, and the newest as metrics", () => {
  expect(history.genuine()).toEqual([]);
  history.add(evidenceOf({ finishedAt: "2026-11-25T05:00:00.000Z", outcome: "fail" }));
  history.add(evidenceOf({ finishedAt: "2026-11-25T04:00:00.000Z" }));
  expect(history.genuine().map(({ finishedAt, outcome }) => [finishedAt, outcome])).toEqual([
    ["2026-11-25T04:00:00.000Z", "pass"],
    ["2026-11-25T05:00:00.000Z", "fail"],
  ]);
  expect(runs()).toEqual(["2026-11-25T040000.000Z.json", "2026-11-25T050000.000Z.json"]);
  expect(readFileSync(join(folder, "verification.prom"), "utf8")).toContain(
    'ballast_verification_outcome{store="postgres",outcome="fail"} 1\n',
  );
});

test("what passed is told by its newest verification", () => {
  const add = (backup: string | null, outcome: "pass" | "fail" | "partial", hour: number) =>
    history.add(evidenceOf({ backup, outcome, finishedAt: `2026-11-25T0${hour}:00:00.000Z` }));
  expect(history.passed()).toEqual([]);
  add("twice good", "pass", 1);
  add("damaged since", "pass", 2);
  add("damaged since", "fail", 3);
  add("mended", "fail", 4);
  add("mended", "pass", 5);
  add("not looked at whole", "partial", 6);
  add(null, "pass", 7);
  add("twice good", "pass", 8);
  expect(history.passed()).toEqual(["twice good", "mended"]);
});

test("a year of daily runs is kept, and the oldest goes first", () => {
  for (let minute = 0; minute < 368; minute++) history.add(at(minute));
  const kept = runs();
  expect(kept).toHaveLength(366);
  expect(kept[0]).toBe(`${at(2).finishedAt.replaceAll(":", "")}.json`);
}, 60_000);

test.each([
  ["forged", JSON.stringify(signed(at(1), signingKey("another secret")))],
  ["changed", JSON.stringify({ ...signed({ ...at(1), outcome: "fail" as const }, key), outcome: "pass" })],
  ["unsigned", JSON.stringify(at(1))],
  ["of another version", JSON.stringify({ ...signed(at(1), key), version: 2 })],
  ["cut short", JSON.stringify(signed(at(1), key)).slice(0, 100)],
  ["empty", ""],
])("a file that is %s is no evidence, and its neighbours still are", (_what, text) => {
  history.add(at(0));
  writeFileSync(join(folder, "runs", `${at(1).finishedAt.replaceAll(":", "")}.json`), text);
  expect(history.genuine().map(({ finishedAt }) => finishedAt)).toEqual([at(0).finishedAt]);
});

describe("drill evidence", () => {
  const printed = (newest: number): unknown[] => {
    const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
    expect(evidenceCommand(folder, "runs", newest)).toBe(0);
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown);
    log.mockRestore();
    return lines;
  };

  test("prints every file as it is, forged ones as well, and how many", () => {
    for (const minute of [0, 1, 2]) history.add(at(minute));
    writeFileSync(join(folder, "runs", "zz-forged.json"), "{}\n");
    const text = readFileSync(join(folder, "runs", runs()[2] ?? ""), "utf8");
    expect(printed(2)).toEqual([
      { file: runs()[2], text },
      { file: "zz-forged.json", text: "{}\n" },
      { files: 2, all: 4 },
    ]);
  });

  test("says that there is none", () => expect(printed(30)).toEqual([{ files: 0, all: 0 }]));
});
