import { z } from "zod";
import { asWritten, checkWord, splitWord } from "./check-word";
import { checked, continued, fingerprint, last, sheetSchema, type Line, type Sheet } from "./sheet";

/** Either the sheet, or what is wrong with it: line numbers and names, never a part of a value. */
export type Parsed = { sheet: Sheet; problems: [] } | { sheet?: never; problems: string[] };

/** Rows that one printed line may have become. */
const longest = 3;

/** Reads a printed sheet, or what somebody typed from one: numbered lines count, whatever is between them does not. */
export function parse(text: string): Parsed {
  const { lines, wrong } = readLines(text);
  const missing = missingLines(lines, wrong);
  if (lines.size === 0 && wrong.size === 0) return { problems: ["got no numbered line, allowed is the text of a recovery sheet"] };
  if (wrong.size + missing.length > 0) {
    const problems = [...wrong].map((number) => `line ${number}: it and its check word do not fit: type it again`);
    return { problems: [...problems, ...missing] };
  }
  return assemble([...lines].sort(([a], [b]) => a - b).map(([, line]) => line));
}

function readLines(text: string): { lines: Map<number, Line>; wrong: Set<number> } {
  const rows = text.split(/\r\n|\r|\n/);
  const lines = new Map<number, Line>();
  const wrong = new Set<number>();
  while (rows.length > 0) {
    const number = numberOf(rows[0] as string);
    const found = number === undefined ? undefined : readLine(number, rows.slice(0, longest));
    rows.splice(0, found?.rows ?? 1);
    if (number === undefined) continue;
    const before = lines.get(number);
    const isAnother = before !== undefined && found !== undefined && checked(number, before) !== checked(number, found.line);
    if (found === undefined || isAnother) wrong.add(number);
    else lines.set(number, found.line);
  }
  return { lines, wrong };
}

function numberOf(row: string): number | undefined {
  const digits = /^\s*(\d{1,3})(?:\s|$)/.exec(row)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** @returns the line, and how many of the rows it has taken; undefined where no check word fits */
function readLine(number: number, rows: string[]): { line: Line; rows: number } | undefined {
  for (const [index] of rows.entries()) {
    const [, field = "", ...words] = rows
      .slice(0, index + 1)
      .join(" ")
      .trim()
      .split(/\s+/);
    const { rest, word } = splitWord(words.join(""));
    const name = field.toLowerCase();
    const line = { field: name, value: name === last ? asWritten(rest) : rest };
    if (checkWord(checked(number, line)) === asWritten(word)) return { line, rows: index + 1 };
  }
  return undefined;
}

/** A sheet counts its lines without a gap, and its last one says that it is the last. */
function missingLines(lines: Map<number, Line>, wrong: Set<number>): string[] {
  const numbers = [...lines.keys(), ...wrong];
  const end = [...lines].find(([, { field }]) => field === last)?.[0];
  const highest = Math.max(0, ...numbers);
  const missing = Array.from({ length: highest }, (_, index) => index + 1).filter((number) => !numbers.includes(number));
  return [
    ...missing.map((number) => `line ${number}: is missing`),
    ...(end === undefined && lines.has(highest) ? [`line ${highest + 1}: is missing; the last line has the field ${last}`] : []),
    ...(end !== undefined && end < highest ? [`line ${end + 1}: comes after the last line, which is ${end}`] : []),
  ];
}

function assemble(lines: Line[]): Parsed {
  const facts: Record<string, unknown> = { archives: [], keys: [] };
  let open = facts;
  for (const { field, value } of joined(lines)) {
    if (field === "archive") (facts["archives"] as unknown[]).push((open = { store: value, repositories: [] }));
    else if (field === "credential") (facts["keys"] as unknown[]).push((open = { name: value }));
    else if (field === "repository" && Array.isArray(open["repositories"])) open["repositories"].push(value);
    else (field === last ? facts : open)[field] = value;
  }
  const { [last]: printed, ...rest } = facts;
  const { data: sheet, error } = sheetSchema.safeParse(rest);
  if (error) return { problems: error.issues.map((issue) => `${describe(issue)}: this version of ballast does not know such a sheet`) };
  if (printed !== fingerprint(sheet)) return { problems: [`${last}: it is not that of these keys: lines of another sheet are among them`] };
  return { sheet, problems: [] };
}

function joined(lines: Line[]): Line[] {
  const whole: Line[] = [];
  for (const { field, value } of lines) {
    const before = whole.at(-1);
    if (field === continued && before) before.value += value;
    else whole.push({ field, value });
  }
  return whole;
}

/** @returns names of fields, which have check words; never what they hold */
function describe(issue: z.core.$ZodIssue): string {
  const names = issue.code === "unrecognized_keys" ? issue.keys : [];
  return ["field", [...issue.path, ...names].join(".")].join(" ");
}
