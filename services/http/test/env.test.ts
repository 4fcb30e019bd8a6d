import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretFile, wholeNumber } from "../src/env";

const range = { fallback: 10, min: 1, max: 100 };

afterEach(() => {
  delete process.env["SETTING"];
});

test("falls back when it is not set", () => {
  expect(wholeNumber("SETTING", range)).toBe(10);
});

test.each(["1", "100"])("takes %s", (text) => {
  process.env["SETTING"] = text;
  expect(wholeNumber("SETTING", range)).toBe(Number(text));
});

test.each(["", "0", "101", "1.5", "1e1", "-1", "ten"])("refuses %p", (text) => {
  process.env["SETTING"] = text;
  expect(() => wholeNumber("SETTING", range)).toThrow(`SETTING: got ${JSON.stringify(text)}, allowed is a whole number from 1 to 100`);
});

test("reads a secret from the file that is named, without the line end", () => {
  const folder = mkdtempSync(join(tmpdir(), "secret-"));
  process.env["SETTING"] = join(folder, "url");
  writeFileSync(process.env["SETTING"], "postgres://somewhere\n");
  expect(secretFile("SETTING")).toBe("postgres://somewhere");
  rmSync(folder, { recursive: true });
});

test("says which variable is missing", () => {
  expect(() => secretFile("SETTING")).toThrow("SETTING: not set");
});
