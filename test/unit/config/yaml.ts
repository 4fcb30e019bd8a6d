import { readFileSync } from "node:fs";
import { join } from "node:path";

// Pulumi brings it along, without types.
const yaml = jest.requireActual<{ load: (text: string) => unknown }>("js-yaml");

/** @param name a file in the project's folder */
export function readProjectFile(name: string): string {
  return readFileSync(join(__dirname, "../../..", name), "utf8");
}

/** The configuration in a stack's file: key → value, without the namespace. */
export function stackConfig(text: string): Record<string, unknown> {
  const { config } = parseYaml(text) as { config: Record<string, unknown> };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(/^ballast:/, ""), value]));
}

export function parseYaml(text: string): unknown {
  return yaml.load(text);
}
