import type { DatabaseSection } from "../collect/database";
import type { Facts, Manifest } from "../facts";
import { each, fail, type Verdict } from "./assertion";

/** What is true of something at the source, and what is true of it in the copy. */
export interface Pair<T> {
  name: string;
  source?: T;
  copy?: T;
}

/** @returns a pair for each name on either side, in order */
export function pairs<T>(source: T[], copy: T[], name: (one: T) => string): Pair<T>[] {
  const of = (all: T[]) => new Map(all.map((one) => [name(one), one]));
  const [sources, copies] = [of(source), of(copy)];
  return [...new Set([...sources.keys(), ...copies.keys()])].sort().map((key) => {
    const [left, right] = [sources.get(key), copies.get(key)];
    return { name: key, ...(left !== undefined && { source: left }), ...(right !== undefined && { copy: right }) };
  });
}

/** @returns what differs: `notes: missing`, `notes: not in the manifest`, `notes: owner is a, was b` */
export function differences<T extends object>(source: T[], copy: T[], name: (one: T) => string): string[] {
  return pairs(source, copy, name).flatMap(({ name, source, copy }) => {
    if (copy === undefined) return [`${name}: missing`];
    if (source === undefined) return [`${name}: not in the manifest`];
    return (Object.keys(source) as (keyof T & string)[]).flatMap((field) =>
      copy[field] === source[field] ? [] : [`${name}: ${field} is ${String(copy[field])}, was ${String(source[field])}`],
    );
  });
}

export const noManifest = fail("a manifest taken right after the backup", "none");

/** A copy can be restored, but not compared, without a manifest: that is a failure of the backup. */
export function againstManifest(
  { manifest, copy }: Facts,
  judge: (manifest: Manifest, copy: Facts["copy"]["atManifest"]) => Verdict,
): Verdict {
  return manifest === null ? noManifest : judge(manifest, copy.atManifest);
}

/** Database by database; one that is missing in the copy is told by all that compare databases. */
export function inEachDatabase(
  facts: Facts,
  expected: string,
  wrong: (source: DatabaseSection, copy: DatabaseSection) => string[],
): Verdict {
  return againstManifest(facts, (manifest, copy) =>
    each(expected, manifest.databases, (source) => {
      const found = copy.databases.find(({ name }) => name === source.name);
      if (!found) return [`database ${source.name}: missing`];
      return wrong(source, found).map((problem) => `${source.name}: ${problem}`);
    }),
  );
}
