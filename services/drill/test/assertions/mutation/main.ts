import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join, resolve } from "node:path";
import type { Assertion } from "../../../src/assertions/assertion";
import type { AnyFacts } from "../../../src/facts";
import { suites } from "../suites";
import { equivalent } from "./equivalent";
import { loader } from "./load";
import { mutantsOf } from "./mutants";

/**
 * Changes the code of the assertions, one place at a time, and runs the fixtures: each change has to be caught (issue 6, BR3).
 * reading.ts is not among it: unknown.test.ts proves that one.
 */
const folder = resolve(__dirname, "../../../src/assertions");
const files = readdirSync(folder).filter((file) => !["index.ts", "reading.ts"].includes(file));

/** @returns whether a fixture sees a difference */
function caught(instead: Record<string, string>): boolean {
  try {
    const load = loader(instead);
    const lists = load(join(folder, "index.ts")) as Record<string, Assertion<AnyFacts>[]>;
    const { readable } = load(join(folder, "reading.ts")) as { readable: (facts: AnyFacts) => AnyFacts };
    return suites.some(({ list, healthy, cases }) =>
      lists[list]!.some(({ id, judge }) =>
        [{ change: () => undefined, verdict: { outcome: "pass" } }, ...(cases[id] ?? [])].some(({ change, verdict }) => {
          const facts = healthy();
          change(facts);
          return !isDeepStrictEqual(judge(readable(facts)), verdict);
        }),
      ),
    );
  } catch {
    return true;
  }
}

const isEquivalent = (file: string, change: string): boolean => equivalent.some(([of, what]) => of === file && what === change);

if (caught({})) throw new Error("the fixtures fail without any mutant");
const all = files.flatMap((file) => mutantsOf(readFileSync(join(folder, file), "utf8")).map((mutant) => ({ file, ...mutant })));
const judged = all.filter(({ file, change }) => !isEquivalent(file, change));
const survived = judged.filter(({ file, text }) => !caught({ [join(folder, file)]: text }));
for (const { file, line, change } of survived) console.log(`survived: ${file}:${line}: ${change}`);
for (const [file, change, why] of equivalent) console.log(`equivalent: ${file}: ${change}: ${why}`);
console.log(`${judged.length - survived.length} of ${judged.length} mutants killed, ${all.length - judged.length} equivalent`);
process.exitCode = survived.length > 0 ? 1 : 0;
