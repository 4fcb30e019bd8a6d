import type { Assertion } from "../../src/assertions/assertion";
import { readable } from "../../src/assertions/reading";
import type { AnyFacts } from "../../src/facts";
import type { Suite } from "./suites";

/** Lines of docs/verification-assertions.md. */
export const rowsOf = ({ assertions, healthy }: Suite<AnyFacts>): string[] => assertions.map((one) => rowOf(one, healthy()));

/** Its facts are the parts that it reads of a healthy backup. */
function rowOf({ id, title, judge }: Assertion<AnyFacts>, healthy: AnyFacts): string {
  const paths = new Set<string>();
  judge(readable(healthy, paths));
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
