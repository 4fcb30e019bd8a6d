/** The pack as a whole, and docs/policies.md against it. What each policy takes and refuses is in its own test. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../../policies/policies";
import { readProjectFile } from "../config/yaml";

const folders = ["docker", "files", "kubernetes", "stack"];
const names = policies.map(({ name }) => name);

/** Id, level, what, why, configuration, fix. */
const rows = readProjectFile("docs/policies.md")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function filesIn(folder: string, ending: string): string[] {
  const files = folders.flatMap((part) => readdirSync(join(__dirname, "../../..", folder, part)));
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}

test("has at least twenty-five policies (SE5)", () => {
  expect(names.length).toBeGreaterThanOrEqual(25);
  expect(new Set(names).size).toBe(names.length);
});

test("has a policy a file, named like it, and a test for each", () => {
  const shared = ["backup-settings", "container", "held-files", "kinds", "part", "pod", "settings-file"];
  expect(
    filesIn("policies", ".ts")
      .filter((file) => !shared.includes(file))
      .sort(),
  ).toEqual([...names].sort());
  expect(filesIn("test/unit/policies", ".test.ts").sort()).toEqual([...names].sort());
});

test("says what each wants in one sentence", () => {
  for (const { description } of policies) expect(description).toMatch(/^[A-Z].*\.$/);
});

test("explains and defaults every setting", () => {
  for (const { configSchema } of policies) {
    for (const schema of Object.values(configSchema?.properties ?? {}))
      expect(schema).toMatchObject({ default: expect.anything() as unknown, description: expect.stringMatching(/\.$/) as unknown });
  }
});

describe("docs/policies.md", () => {
  test("has a row for every policy, with what it says and its settings", () => {
    const expected = policies.map(({ name, description, enforcementLevel = "mandatory", configSchema }) => {
      const settings = Object.entries(configSchema?.properties ?? {}).map(
        ([key, schema]) => `\`${key}\`: \`${JSON.stringify(schema.default)}\``,
      );
      return [`\`${name}\``, enforcementLevel, description, settings.join("; ") || "–"];
    });
    const written = rows.map(([id, level, what, , configuration]) => [id, level, what, configuration]);
    expect(written.sort()).toEqual(expected.sort());
  });

  test("leaves no cell empty", () => {
    for (const row of rows) expect(row).toEqual(Array.from({ length: 6 }, () => expect.stringMatching(/./) as string));
  });
});
