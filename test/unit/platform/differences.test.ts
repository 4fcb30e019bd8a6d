/** docs/platforms.md tells what the conformance suite lets the platforms differ in, and nothing else. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differences } from "../../conformance/differences";

const page = readFileSync(join(__dirname, "../../../docs/platforms.md"), "utf8");
const section = page.split("\n## ").find((text) => text.startsWith("What differs")) ?? "";
const rows = section.split("\n").filter((line) => line.startsWith("|"));

test("the page has a row for each difference, in the words of the suite", () => {
  const expected = Object.values(differences).map(({ what, docker, kubernetes }) => `| ${what} | ${docker.says} | ${kubernetes.says} |`);
  expect(rows.slice(2)).toEqual(expected);
});
