import type { DatabaseSection } from "../collect/database";
import { problemsOf, type Assertion } from "./assertion";
import { differences, inEachDatabase, pairs } from "./compared";

const named = ({ name }: { name: string }): string => name;

export const tablesEqual: Assertion = {
  id: "tables-equal",
  title: "Every table of the manifest is there, and no other",
  judge: (facts) =>
    inEachDatabase(facts, "the tables of the manifest", (source, copy) => {
      const names = ({ tables }: DatabaseSection) => tables.map(({ name }) => ({ name }));
      return differences(names(source), names(copy), named);
    }),
};

/** One comparison of each table that is on both sides: tables-equal tells of the others. */
const inEachTable = (id: string, title: string, expected: string, field: "rows" | "digest"): Assertion => ({
  id,
  title,
  judge: (facts) =>
    inEachDatabase(facts, expected, (left, right) =>
      problemsOf(pairs(left.tables, right.tables, named), ({ name, source, copy }) =>
        source && copy && source[field] !== copy[field] ? [`${name} has ${copy[field]}, had ${source[field]}`] : [],
      ),
    ),
});

export const rowsEqual = inEachTable("rows-equal", "Every table has as many rows as in the manifest", "the rows of the manifest", "rows");

export const digestsEqual = inEachTable(
  "digests-equal",
  "The rows of every table are those of the manifest, value by value",
  "the digests of the manifest",
  "digest",
);

export const largeObjectsEqual: Assertion = {
  id: "large-objects-equal",
  title: "There are as many large objects as in the manifest",
  judge: (facts) =>
    inEachDatabase(facts, "the large objects of the manifest", (source, copy) =>
      source.largeObjects === copy.largeObjects ? [] : [`${copy.largeObjects}, were ${source.largeObjects}`],
    ),
};
