import { judged, stateText, type Folders } from "../../../../ops/backup/chain";
import type { Entry, Info } from "../../../../ops/backup/info";
import { foldersOf, infoOf, labels } from "./recorded";

/** BR3: a chain is as good as its worst part. */
const states = (info: Info, folders: Folders = foldersOf(info)): string[] => judged(info, folders).map(stateText);

/** The recorded list, where the entries of some labels are changed. */
function healthyWith(changes: Record<string, Partial<Entry>>, left: (label: string) => boolean = () => true): Info {
  const info = infoOf("healthy.json");
  return { ...info, entries: info.entries.filter(({ label }) => left(label)).map((one) => ({ ...one, ...changes[one.label] })) };
}

test("nothing is known against a healthy chain", () => {
  expect(states(infoOf("healthy.json"))).toEqual(["intact", "intact", "intact", "intact"]);
});

test("page checksum errors, as they were recorded", () => {
  expect(states(infoOf("damaged.json")).slice(3)).toEqual(["intact", "damaged: page checksum errors", "damaged: page checksum errors"]);
});

test("a damaged parent counts against all that build on it, also through others", () => {
  const parent = `unrestorable: parent ${labels.full} is damaged`;
  expect(states(healthyWith({ [labels.full]: { pageChecksumErrors: true } }))).toEqual([
    "damaged: page checksum errors",
    parent,
    parent,
    parent,
  ]);
  expect(states(healthyWith({ [labels.incremental]: { pageChecksumErrors: true } }))).toEqual([
    "intact",
    "intact",
    "damaged: page checksum errors",
    `unrestorable: parent ${labels.incremental} is damaged`,
  ]);
});

test("a parent that is not listed is missing", () => {
  const parent = `unrestorable: parent ${labels.differential} is missing`;
  expect(states(healthyWith({}, (label) => label !== labels.differential))).toEqual(["intact", parent, parent]);
});

test("what is listed and has no folder is gone, and missing for all that build on it", () => {
  const info = infoOf("healthy.json");
  const folders = new Map([[1, new Set(Object.values(labels).filter((label) => label !== labels.differential))]]);
  const parent = `unrestorable: parent ${labels.differential} is missing`;
  expect(states(info, folders)).toEqual(["intact", "damaged: its files are gone from the repository", parent, parent]);
});

test("only what it was made on top of, without a list of references, is looked through as well", () => {
  const info = healthyWith({
    [labels.newest]: { references: [] },
    [labels.incremental]: { references: [] },
    [labels.full]: { pageChecksumErrors: true },
  });
  expect(states(info).at(-1)).toBe(`unrestorable: parent ${labels.full} is damaged`);
});

test("a list that names itself ends", () => {
  expect(states(healthyWith({ [labels.full]: { prior: labels.newest } }))).toEqual(["intact", "intact", "intact", "intact"]);
});

test.each([
  ["begins after it", { first: "000000010000000000000007", last: "000000010000000000000008" }, [3]],
  ["ends before it", { first: "000000010000000000000001", last: "000000010000000000000007" }, [0, 1, 2]],
])("an archive that %s lacks a backup's WAL, which counts against that one alone", (_what, archive, intact) => {
  const info = infoOf("healthy.json");
  const found = states({ ...info, repositories: [{ key: 1, problem: null, archives: [{ id: "17-1", ...archive }] }] });
  expect(found.map((state, index) => (state === "intact" ? [index] : [])).flat()).toEqual(intact);
  expect(found.filter((state) => state !== "intact")).toEqual(
    Array.from({ length: 4 - intact.length }, () => "unrestorable: its WAL is not in the archive"),
  );
});

test("a parent is looked for in the same repository alone", () => {
  const info = infoOf("healthy.json");
  const moved = { ...info, entries: info.entries.map((one) => (one.label === labels.full ? { ...one, repository: 2 } : one)) };
  expect(states(moved, new Map()).slice(1)).toEqual(Array.from({ length: 3 }, () => `unrestorable: parent ${labels.full} is missing`));
});
