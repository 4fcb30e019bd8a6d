/** Issue: the key is escrowed on paper. What is typed from it is right, or the wrong line is told; BR8, SE1. */
import fc from "fast-check";
import { pageOf } from "../../../../ops/keys/page";
import { parse } from "../../../../ops/keys/parse";
import type { Sheet } from "../../../../ops/keys/sheet";
import { devSheet, key, sheets } from "./sheets";

const page = pageOf(devSheet);
const isNumbered = (row: string) => /^ \d\d /.test(row);
const numbered = page.split("\n").filter(isNumbered);

/** A printed line to be spoilt: its number, the row, and a place in it that is not blank. */
const place = fc.integer({ min: 0, max: numbered.length - 1 }).chain((index) => {
  const row = numbered[index]!;
  const places = [...row.matchAll(/\S/g)].map((match) => match.index);
  return fc.record({ number: fc.constant(index + 1), row: fc.constant(row), at: fc.constantFrom(...places) });
});

/** @returns what is wrong with the page when one of its rows is another; nothing where it reads as before */
function problemsOf(row: string, spoilt: string): string[] {
  const { sheet, problems } = parse(page.replace(row, () => spoilt));
  if (sheet) expect(sheet).toEqual(devSheet);
  return problems;
}

/** Of the two, only one is a mistake: a space more, or another case where that does not count. */
const reads = (text: string) => text.replaceAll(/\s/g, "").toLowerCase().replaceAll("o", "0").replaceAll(/[il]/g, "1");

const locates = (number: number): RegExp => new RegExp(`^line ${number}: `, "m");

test("what is printed is read back", () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      expect(parse(pageOf(sheet))).toEqual({ sheet, problems: [] });
    }),
  );
});

test("a wrong character is found, and the line is told", () => {
  const wrong = fc.record({ place, character: fc.stringMatching(/^[!-~]$/) });
  fc.assert(
    fc.property(wrong, ({ place: { number, row, at }, character }) => {
      const spoilt = row.slice(0, at) + character + row.slice(at + 1);
      const problems = problemsOf(row, spoilt).join("\n");
      if (reads(spoilt) !== reads(row)) expect(problems).toMatch(locates(number));
    }),
    { numRuns: 3000 },
  );
});

test("every wrong character in a key is found, its case among them", () => {
  const rows = numbered.filter((row) => / (value|\+) /.test(row));
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    const number = Number(row.trim().split(" ")[0]);
    for (const { index: at } of row.slice(18, 37).matchAll(/\S/g)) {
      for (const character of "aAoO0lLiI1zZ2sS5bB8") {
        const spoilt = row.slice(0, 18 + at) + character + row.slice(19 + at);
        if (spoilt !== row) expect(problemsOf(row, spoilt)).toEqual([`line ${number}: it and its check word do not fit: type it again`]);
      }
    }
  }
});

test("two neighbours that changed places are found, and the line is told", () => {
  fc.assert(
    fc.property(place, ({ number, row, at }) => {
      const next = row.slice(at + 1).search(/\S/) + at + 1;
      if (next === at) return;
      const spoilt = row.slice(0, at) + row[next] + row.slice(at + 1, next) + row[at] + row.slice(next + 1);
      const problems = problemsOf(row, spoilt).join("\n");
      if (reads(spoilt) !== reads(row)) expect(problems).toMatch(locates(number));
    }),
    { numRuns: 1000 },
  );
});

test("two lines that changed places in their numbers are both told", () => {
  const [first, second] = numbered.slice(12, 14) as [string, string];
  const swapped = page.replace(first, `  14${first.slice(3)}`).replace(second, `  13${second.slice(3)}`);
  expect(parse(swapped).problems).toEqual([
    "line 14: it and its check word do not fit: type it again",
    "line 13: it and its check word do not fit: type it again",
  ]);
});

test("a line that is missing is told, the last one too, and so is what comes after it", () => {
  numbered.forEach((row, index) => {
    expect(parse(page.replace(row, "")).problems.join("\n")).toMatch(locates(index + 1));
  });
  expect(parse(`${page}\n${pageOf({ ...devSheet, archives: [...devSheet.archives, ...devSheet.archives] })}`).problems).not.toEqual([]);
});

test("lines of an older sheet are told by the fingerprint", () => {
  const older = pageOf({ ...devSheet, keys: [{ ...devSheet.keys[0]!, value: [...key].reverse().join("") }] });
  const olderRows = older.split("\n").filter(isNumbered);
  const mixed = [...numbered.slice(0, 12), ...olderRows.slice(12, 16), numbered[16]!].join("\n");
  expect(parse(mixed).problems).toEqual(["fingerprint: it is not that of these keys: lines of another sheet are among them"]);
  expect(parse(`${page}\n${older}`).problems).toContain("line 13: it and its check word do not fit: type it again");
});

describe("typed by hand", () => {
  test.each([
    ["the numbered lines alone", numbered.join("\n")],
    ["with the line ends of Windows", page.replaceAll("\n", "\r\n")],
    ["twice", page + page],
    ["in any order", [...numbered].reverse().join("\n")],
    ["with one space", numbered.map((row) => row.trim().replaceAll(/\s+/g, " ")).join("\n")],
    [
      "with one-digit numbers and more spaces",
      numbered.map((row) => row.replace(/^ 0/, "").replace(/\S+$/, (word) => [...word].join(" "))).join("\n\n"),
    ],
    ["with check words on a row of their own", numbered.map((row) => row.replace(/\s+(\S+)$/, "\n$1")).join("\n")],
    [
      "broken twice",
      numbered
        .map((row) => row.trim().replaceAll(/\s\s+/g, "\n"))
        .join("\n")
        .replaceAll(/^(\d\d)\n/gm, "$1 "),
    ],
    [
      "fields in capitals, check words in small letters",
      numbered.map((row) => row.slice(0, 16).toUpperCase() + row.slice(16, 75) + row.slice(75).toLowerCase()).join("\n"),
    ],
    [
      "letters in place of digits in check words",
      numbered.map((row) => row.slice(0, 75) + row.slice(75).replaceAll("0", "o").replaceAll("1", "l")).join("\n"),
    ],
  ])("%s", (_how, text) => {
    expect(parse(text)).toEqual({ sheet: devSheet, problems: [] });
  });

  test("spaces in the wrong places of fields are told", () => {
    expect(parse(page.replace("stack  ", "sta ck")).problems).toEqual(["line 2: it and its check word do not fit: type it again"]);
  });
});

test("anything else is refused in words", () => {
  for (const text of ["", "no sheet", "\n\n", "\u0000"]) {
    expect(parse(text).problems).toEqual(["got no numbered line, allowed is the text of a recovery sheet"]);
  }
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => expect(parse(text).sheet).toBeUndefined()));
});

test("a sheet of another version is refused by the names of its fields", () => {
  const newer = { ...devSheet, archives: [Object.assign({ region: "eu" }, devSheet.archives[0])] };
  expect(parse(pageOf(newer)).problems).toEqual(["field archives.0.region: this version of ballast does not know such a sheet"]);
});

test("no problem tells a part of a key, nor of anything that stands where a field should (SE1)", () => {
  const secret = "Zq".repeat(8);
  const rows = (sheet: Sheet) => pageOf(sheet).split("\n").filter(isNumbered);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), fc.constantFrom(0, 5, 18, 30), (index, at) => {
      const all = rows({ ...devSheet, keys: [{ ...devSheet.keys[0]!, value: secret.repeat(4) }] });
      all[index] = `${all[index]!.slice(0, at)}${secret}${all[index]!.slice(at)}`;
      const { problems } = parse(all.join("\n"));
      expect(problems).not.toEqual([]);
      expect(problems.join("\n")).not.toContain("Zq");
    }),
  );
});
