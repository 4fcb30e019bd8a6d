import { z } from "zod";
import { CommandError } from "../exit";
import { fingerprintOf } from "./check-word";

const archive = z.strictObject({
  /** Whose data is in it. */
  store: z.string(),
  engine: z.string(),
  stanza: z.string(),
  cipher: z.string(),
  /** Name of the key that opens it. */
  key: z.string(),
  /** Where it is, as in `volume=ballast-dev-postgres-repository`. */
  repositories: z.array(z.string()),
});

const key = z.strictObject({ name: z.string(), version: z.coerce.number().int().positive(), value: z.string() });

/** All that it takes to read the backups of a stack, beside the repository. */
export const sheetSchema = z.strictObject({
  project: z.string(),
  stack: z.string(),
  platform: z.string(),
  /** ISO 8601. */
  exported: z.iso.datetime(),
  archives: z.array(archive),
  keys: z.array(key),
});

export type Sheet = z.infer<typeof sheetSchema>;
export type Archive = z.infer<typeof archive>;
export type Key = z.infer<typeof key>;

/** One fact. A field that begins something, `archive` or `credential`, owns those after it. */
export interface Line {
  field: string;
  value: string;
}

/** Field of a line that goes on with the value of the one before. */
export const continued = "+";
/** Field of the last line. */
export const last = "fingerprint";

/** Characters of a value on one line. A key's are few: the check word tells which of them to look at again. */
const keyWidth = 16;
const factWidth = 54;

/** A sheet as the lines that are printed, in their order; the first has number 1. @throws CommandError for what cannot be printed so that it can be typed */
export function linesOf(sheet: Sheet): Line[] {
  const { project, stack, platform, exported, archives, keys } = sheet;
  checkPrintable(sheet);
  const facts = Object.entries({ project, stack, platform, exported });
  const lines = [
    ...facts,
    ...archives.flatMap(({ store, repositories, ...settings }) => [
      ["archive", store],
      ...Object.entries(settings),
      ...repositories.map((repository) => ["repository", repository]),
    ]),
    ...keys.flatMap(({ name, version, value }) => [
      ["credential", name],
      ["version", String(version)],
      ["value", value],
    ]),
    [last, fingerprint(sheet)],
  ] as [string, string][];
  return lines.flatMap(([field, value]) => wrapped({ field, value }));
}

/** Of the keys and whose they are: two sheets with the same one hold the same keys. */
export function fingerprint({ project, stack, keys }: Pick<Sheet, "project" | "stack" | "keys">): string {
  const sorted = keys.map(({ name, version, value }) => [name, version, value]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return fingerprintOf(JSON.stringify([project, stack, sorted]));
}

/** What a check word is made of. */
export const checked = (number: number, { field, value }: Line): string => `${number} ${field} ${value}`;

function checkPrintable({ archives, keys }: Sheet): void {
  const values = [
    ...keys.map(({ name, value }) => ({ what: `credential ${name}`, value })),
    ...archives.flatMap(({ store, repositories }) => repositories.map((value) => ({ what: `a repository of ${store}`, value }))),
  ];
  const wrong = values.find(({ value }) => !/^[!-~]+$/.test(value));
  if (!wrong) return;
  throw new CommandError(
    `recovery sheet: ${wrong.what} has characters that cannot be typed from paper, allowed are visible ASCII ones, without spaces\n` +
      "Fix: rotate it to letters and digits, or escrow it in another way",
  );
}

function wrapped({ field, value }: Line): Line[] {
  const parts = value.match(new RegExp(`.{1,${field === "value" ? keyWidth : factWidth}}`, "g")) as string[];
  return parts.map((part, index) => ({ field: index === 0 ? field : continued, value: part }));
}
