import type { Checked, Health } from "../collect/health";
import { check, each, problemsOf, type Assertion } from "./assertion";

export const checksumsOn: Assertion = {
  id: "checksums-on",
  title: "Pages of the copy have checksums",
  judge: ({ copy: { server } }) => check(server.settings.dataChecksums === "on", "data_checksums on", server.settings.dataChecksums),
};

export const checksumsRight: Assertion = {
  id: "checksums-right",
  title: "No page failed its checksum while everything was read",
  judge: ({ copy: { server } }) => check(server.checksumFailures === 0, "0 failures", String(server.checksumFailures)),
};

export const relationFilesPresent: Assertion = {
  id: "relation-files-present",
  title: "Every table and index has its file",
  judge: ({ copy: { databases } }) =>
    each("every file", databases, ({ name, relationFiles: { count, missing } }) =>
      count > 0 ? missing.map((relation) => `${name}: ${relation}`) : [`${name}: nothing was looked at`],
    ),
};

/** @param always whether a database without any is a sign that nothing was looked at: each has the server's own catalog */
const checked = (id: string, title: string, expected: string, part: CheckedPart, always: boolean): Assertion => ({
  id,
  title,
  judge: ({ copy: { databases } }) =>
    databases.length === 0
      ? check(false, "a database", "none")
      : each(expected, databases, ({ name, [part]: { count, problems } }) =>
          always && count === 0
            ? [`${name}: nothing was looked at`]
            : problemsOf(problems, (problem) => [`${name}: ${problem.name}: ${problem.error}`]),
        ),
});

type CheckedPart = { [K in keyof Health]: Health[K] extends Checked ? K : never }[keyof Health];

export const heapsIntact = checked(
  "heaps-intact",
  "amcheck finds nothing wrong in any table or TOAST table",
  "every table intact",
  "heaps",
  true,
);

export const btreesIntact = checked(
  "btrees-intact",
  "amcheck finds nothing wrong in any B-tree: its order, its uniqueness, and an entry for each row",
  "every B-tree intact",
  "btrees",
  true,
);

export const otherIndexesReadable = checked(
  "other-indexes-readable",
  "Every page of an index that is no B-tree can be read (amcheck 1.4 has no check for these)",
  "every page readable",
  "otherIndexes",
  false,
);

export const constraintsHold = checked(
  "constraints-hold",
  "Every check and every foreign key holds for the rows that are there",
  "every constraint holds",
  "constraints",
  false,
);

export const viewsWork = checked("views-work", "Every view can be planned", "every view", "views", true);

export const functionsLoad = checked(
  "functions-load",
  "Every function in C is in its library, and the library is there",
  "every function in C",
  "functions",
  false,
);
