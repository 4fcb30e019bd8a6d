import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { createProgram } from "../../../ops/program";

/** DR1, DR2: a page for each disaster. That its commands do what it says, the tests that it names prove. */
const root = join(__dirname, "../../..");
const folder = join(root, "docs/runbooks/disasters");
const textOf = (page: string): string => readFileSync(join(folder, page), "utf8");
const pages = readdirSync(folder).filter((page) => page !== "README.md");

test("every page is in the list, and every one of the list is there", () => {
  expect([...textOf("README.md").matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, page]) => page).sort()).toEqual(pages.sort());
});

test.each(pages)("%s: its links lead somewhere, and the tests that prove it are there", (page) => {
  const text = textOf(page);
  const proven = [...text.matchAll(/`(test\/[a-z/-]+\.test\.ts)`/g)].map(([, path]) => join(root, path!));
  expect(proven.length).toBeGreaterThan(0);
  const linked = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, path]) => join(folder, path!));
  expect([...proven, ...linked].filter((path) => !existsSync(path))).toEqual([]);
});

test.each(["README.md", ...pages])("%s: the program knows every command and flag", (page) => {
  const lines = [...textOf(page).matchAll(/\.\/ballast ([^`\n#]+)/g)].map(([, words]) => words!.trim().split(/ +/));
  expect(lines.filter((words) => !isKnown(words)).map((words) => words.join(" "))).toEqual([]);
});

function isKnown(words: string[]): boolean {
  let command: Command | undefined = createProgram([], () => undefined);
  const [...rest] = words;
  while (command && command.commands.length > 0) {
    const [word] = rest.splice(0, 1);
    command = command.commands.find((one) => one.name() === word);
  }
  const flags = rest.filter((word) => word.startsWith("-"));
  return command !== undefined && flags.every((flag) => command.options.some(({ long, short }) => [long, short].includes(flag)));
}
