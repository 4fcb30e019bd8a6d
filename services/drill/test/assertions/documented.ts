import type { Assertion } from "../../src/assertions/assertion";
import { readable } from "../../src/assertions/reading";
import { healthy } from "./healthy";

/** The line of docs/verification-assertions.md: its facts are the parts that it reads of a healthy backup. */
export function rowOf({ id, title, judge }: Assertion): string {
  const paths = new Set<string>();
  judge(readable(healthy(), paths));
  const facts = [...new Set([...paths].map(partOf))].filter((path, _index, all) => !all.some((other) => other.startsWith(`${path}.`)));
  return `| \`${id}\` | ${title} | ${facts.map((fact) => `\`${fact}\``).join(", ")} |`;
}

/** `copy.databases[0].heaps.count` → `copy.databases.heaps` */
const partOf = (path: string): string =>
  path
    .replace(/\[\d+\]/g, "")
    .split(".")
    .slice(0, path.startsWith("copy.atManifest") ? 4 : 3)
    .join(".");
