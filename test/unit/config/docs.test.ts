/** docs/configuration.md against the schema itself: a key that is added to config.ts fails here until it is explained. */
import { parseConfig } from "../../../config";
import { schemaKeys, type Key } from "./schema";
import { readProjectFile, stackConfig } from "./yaml";

const page = readProjectFile("docs/configuration.md");
/** Key, type, default, allowed, meaning. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

let keys: Key[];

beforeAll(async () => {
  keys = await schemaKeys();
});

test("the schema is read whole", () => {
  expect(keys.map(({ key }) => key)).toEqual(
    expect.arrayContaining([
      "platform",
      "postgres.resources.limits.memory",
      "applications.<name>.exposure.port",
      "applications.<name>.env",
    ]),
  );
  expect(keys.length).toBeGreaterThanOrEqual(45);
});

test("explains every key, each once, and no other", () => {
  const explained = rows.map(([key]) => key?.replaceAll("`", "") ?? "");
  expect(explained.sort()).toEqual(keys.map(({ key }) => key).sort());
});

test("tells the schema's defaults", () => {
  const written = Object.fromEntries(rows.map(([key = "", , value]) => [key.replaceAll("`", ""), value]));
  const expected = keys.map(({ key, default: value }) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return [key, text === undefined ? "none" : `\`${text}\``];
  });
  expect(written).toEqual(Object.fromEntries(expected));
});

test("leaves no cell empty", () => {
  for (const row of rows) expect(row).toEqual(Array.from({ length: 5 }, () => expect.stringMatching(/./) as string));
});

const examples = [...page.matchAll(/^### (.*)\n\n```yaml\n([\s\S]*?)```/gm)].map(([, title, yaml]) => [title, yaml] as const);

test("has the examples that people look for", () => {
  expect(examples.map(([title]) => title)).toEqual([
    "Another port",
    "One more replica",
    "A memory limit",
    "Rotating a secret",
    "An application from an image",
  ]);
});

test.each(examples)("the example %s is right", (_title, yaml) => {
  expect(() => parseConfig(stackConfig(yaml as string))).not.toThrow();
});
