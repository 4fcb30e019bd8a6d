import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rowsOf } from "./documented";
import { suites } from "./suites";

test("docs/verification-assertions.md has each assertion, what it proves, and what it reads", () => {
  const page = readFileSync(join(__dirname, "../../../../docs/verification-assertions.md"), "utf8");
  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(suites.flatMap(rowsOf));
});
