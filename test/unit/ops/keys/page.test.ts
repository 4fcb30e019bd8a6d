/** What the sheet looks like. Does NOT prove: that a restore from it works; test/docker/recovery-sheet.test.ts does. */
import fc from "fast-check";
import { pageOf } from "../../../../ops/keys/page";
import { recoverySettings, settingsText } from "../../../../ops/keys/settings";
import { fingerprint } from "../../../../ops/keys/sheet";
import { devSheet, key, sheets } from "./sheets";

const page = pageOf(devSheet);

test("is printable: at most 80 columns of visible ASCII, and no more than two pages of 60 lines", () => {
  expect(page.split("\n").length).toBeLessThanOrEqual(120);
  fc.assert(
    fc.property(sheets, (sheet) => {
      const rows = pageOf(sheet).split("\n");
      // A name of the stack's own is longer than any that Pulumi and Docker take.
      const printed = rows.slice(8).filter((row) => !/^HOW|cipher|stanza|\[/.test(row));
      expect(printed.filter((row) => row.length > 80 || !/^[ -~]*$/.test(row))).toEqual([]);
    }),
  );
  expect(page.split("\n").filter((row) => row.length > 80 || row !== row.trimEnd())).toEqual([]);
});

test("says what each character of a key is, right below it", () => {
  const rows = page.split("\n");
  const first = rows.findIndex((row) => row.includes("mK7d"));
  expect(rows.slice(first, first + 3)).toEqual([
    expect.stringMatching(/^ 13 {2}value {8}mK7d 0OlI xYz9 Q2wE {38}[0-9A-Z]{5}$/),
    "                  aA#a #AaA aAa# A#aA",
    expect.stringMatching(/^ 14 {2}\+ {12}nL8e 1PmJ yZa0 R3xF {38}[0-9A-Z]{5}$/),
  ]);
});

test("tells the settings that a restore needs, with a blank where the key belongs", () => {
  const shown = page.replaceAll(/^ {3}/gm, "");
  expect(shown).toContain(settingsText(devSheet.archives[0]!, "<value of postgres-archive-key>"));
  expect(page.replaceAll(" ", "")).not.toContain(key);
});

describe("recoverySettings", () => {
  test("are those of pgBackRest, and the passphrase apart from them", () => {
    expect(recoverySettings(devSheet)).toEqual({
      archive: devSheet.archives[0],
      conf: "[global]\nrepo1-path=/repository\nrepo1-cipher-type=aes-256-cbc\nlog-level-file=off\n[main]\npg1-path=/pgdata/data\n",
      passphrase: key,
    });
  });

  test("are refused without an archive, and without its key, which is not told", () => {
    expect(() => recoverySettings({ ...devSheet, archives: [] })).toThrow("recovery sheet: got no archive of pgbackrest, allowed is one");
    const other = { ...devSheet, keys: [{ ...devSheet.keys[0]!, name: "other" }] };
    expect(() => recoverySettings(other)).toThrow(
      "recovery sheet: got no credential postgres-archive-key, which the archive of postgres needs",
    );
  });
});

test("a fingerprint is of the keys and the stack, whatever the order, and of nothing else", () => {
  const two = { ...devSheet, keys: [...devSheet.keys, { name: "another", version: 2, value: "x" }] };
  expect(fingerprint({ ...two, keys: [...two.keys].reverse() })).toBe(fingerprint(two));
  const later = { ...devSheet, exported: "2027-01-01T00:00:00.000Z" };
  expect(fingerprint(later)).toBe(fingerprint(devSheet));
  const others = [
    two,
    { ...devSheet, stack: "prod" },
    { ...devSheet, project: "x" },
    { ...devSheet, keys: [{ ...two.keys[0]!, version: 2 }] },
  ];
  expect(new Set([devSheet, ...others].map(fingerprint)).size).toBe(5);
});

test.each(["with space", "tab\t", "Schlüssel", "", "two\nlines"])("a key that cannot be typed is refused, and not told: %j", (value) => {
  const sheet = { ...devSheet, keys: [{ ...devSheet.keys[0]!, value }] };
  expect(() => pageOf(sheet)).toThrow(
    "recovery sheet: credential postgres-archive-key has characters that cannot be typed from paper, allowed are visible ASCII ones, without spaces\n" +
      "Fix: rotate it to letters and digits, or escrow it in another way",
  );
});
