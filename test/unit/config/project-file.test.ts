/** Pulumi.yaml repeats the top of the schema, because `pulumi` itself checks types and shows defaults. These tests hold the two together. */
import { parseConfig } from "../../../config";
import { schemaKeys } from "./schema";
import { parseYaml, readProjectFile, stackConfig } from "./yaml";

interface ProjectFile {
  name: string;
  runtime: string;
  main: string;
  config: Record<string, { type: string; description: string; default: unknown }>;
}

const project = parseYaml(readProjectFile("Pulumi.yaml")) as ProjectFile;
const declared = Object.entries(project.config).map(([key, value]) => [key.replace(/^ballast:/, ""), value] as const);
const defaults = parseConfig({}) as unknown as Record<string, unknown>;

test("declares exactly the schema's keys", () => {
  expect(declared.map(([key]) => key)).toEqual(Object.keys(defaults));
});

test.each(declared)("%s has the schema's type and default", (key, { type, default: value }) => {
  expect(type).toBe(typeof defaults[key]);
  expect(parseConfig({ [key]: value })).toEqual(defaults);
  if (type !== "object") expect(value).toBe(defaults[key]);
});

test("descriptions list exactly the keys inside", async () => {
  const keys = (await schemaKeys()).map(({ key }) => key.replace(".<name>", ""));
  for (const [key, { description }] of declared.filter(([, { type }]) => type === "object")) {
    const inside = keys.filter((other) => other.startsWith(`${key}.`)).map((other) => other.split(".")[1] as string);
    const listed = /Keys? (.*)\.$/.exec(description)?.[1]?.split(/, | or /) ?? [];
    expect([key, ...listed].sort()).toEqual([key, ...new Set(inside)].sort());
  }
});

test("the development stack's configuration is right", () => {
  expect(Object.keys(parseConfig(stackConfig(readProjectFile("Pulumi.dev.yaml"))).applications)).toEqual(["notes", "counter"]);
});
