import type { Health } from "../../../src/collect/health";
import { broken, fine, type Case, type Cases } from "../case";

type Part = "heaps" | "btrees" | "otherIndexes" | "constraints" | "views" | "functions";

/** @param always whether every database has some */
const checkedCases = (part: Part, expected: string, always: boolean): Case[] => [
  broken(
    "one is broken",
    (f) => (f.copy.databases[1]![part] = { count: 2, problems: [{ name: "public.child", error: "broken" }] }),
    expected,
    "postgres: public.child: broken",
  ),
  broken(
    "one is broken, another could not be tried",
    (f) => {
      f.copy.databases[1]![part] = {
        count: 2,
        problems: [
          { name: "a", error: { unknown: "53200" } as never },
          { name: "b", error: "broken" },
        ],
      };
    },
    expected,
    "postgres: b: broken",
  ),
  broken("no database", (f) => (f.copy.databases = []), "a database", "none"),
  always
    ? broken("nothing looked at", (f) => (f.copy.databases[0]![part].count = 0), expected, "app: nothing was looked at")
    : fine("there is none", (f) => (f.copy.databases[0]![part].count = 0)),
  fine("a single one", (f) => (f.copy.databases[0]![part].count = 1)),
];

const withHealth = (change: (health: Health) => void) => (f: { copy: { databases: Health[] } }) => change(f.copy.databases[0]!);

export const copyCases: Cases = {
  "checksums-on": [broken("off", (f) => (f.copy.server.settings.dataChecksums = "off"), "data_checksums on", "off")],
  "checksums-right": [broken("one", (f) => (f.copy.server.checksumFailures = 1), "0 failures", "1")],
  "relation-files-present": [
    broken(
      "one is gone",
      withHealth(({ relationFiles }) => relationFiles.missing.push("public.child")),
      "every file",
      "app: public.child",
    ),
    broken(
      "nothing looked at",
      withHealth(({ relationFiles }) => (relationFiles.count = 0)),
      "every file",
      "app: nothing was looked at",
    ),
    fine(
      "a single one",
      withHealth(({ relationFiles }) => (relationFiles.count = 1)),
    ),
  ],
  "heaps-intact": checkedCases("heaps", "every table intact", true),
  "btrees-intact": checkedCases("btrees", "every B-tree intact", true),
  "other-indexes-readable": checkedCases("otherIndexes", "every page readable", false),
  "constraints-hold": checkedCases("constraints", "every constraint holds", false),
  "views-work": checkedCases("views", "every view", true),
  "functions-load": checkedCases("functions", "every function in C", false),
  "extensions-installable": [
    broken(
      "another version only",
      withHealth(({ extensions }) => (extensions[1]!.installable = false)),
      "every version",
      "app: timescaledb 2.19.3",
    ),
  ],
  "collation-versions": [
    broken("of a database", (f) => (f.copy.server.collations[0]!.actual = "2"), "the recorded versions", "app: 2, recorded 1"),
    broken(
      "of a collation",
      withHealth(({ collations }) => (collations[0]!.actual = "2.36")),
      "the recorded versions",
      "en_US: 2.36, recorded 2.41",
    ),
  ],
  "transaction-age": [
    broken("one too old", (f) => (f.copy.server.databases[1]!.transactionAge += 1), "an age of at most 2000000000", "postgres: 2000000001"),
  ],
  "prepared-transactions-none": [broken("one", (f) => (f.copy.server.preparedTransactions = ["4711 in app"]), "none", "4711 in app")],
};
