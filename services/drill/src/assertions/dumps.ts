import type { DumpFacts } from "../files/facts";
import { each, none, type Assertion } from "./assertion";
import { differences } from "./compared";

export const dumpsComplete: Assertion<DumpFacts> = {
  id: "dumps-complete",
  title: "There is a dump of every database that the server had",
  judge: ({ databases: { server, dumped } }) =>
    none(
      "a dump of each",
      server.filter((name) => !dumped.includes(name)).map((name) => `database ${name}: none`),
    ),
};

export const dumpsRestore: Assertion<DumpFacts> = {
  id: "dumps-restore",
  title: "Each dump is restored into an empty server, without an error",
  judge: ({ restored }) =>
    each("restored to the end", restored, ({ name, failedAt }) => (failedAt === null ? [] : [`${name}: ended at ${failedAt}`])),
};

export const dumpsRows: Assertion<DumpFacts> = {
  id: "dumps-rows",
  title: "Every table is there, with the rows that it had when the dump was made, and no other",
  judge: ({ contents }) =>
    each("the tables that were recorded", contents, ({ database, recorded, found }) =>
      differences(recorded, found, ({ name }) => name).map((problem) => `${database}: ${problem}`),
    ),
};
