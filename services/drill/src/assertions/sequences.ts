import type { Sequence } from "../collect/sequences";
import { each, problemsOf, type Assertion } from "./assertion";
import { againstManifest, inEachDatabase } from "./compared";

export const sequencesNotBack: Assertion = {
  id: "sequences-not-back",
  title: "No sequence went back behind the manifest",
  judge: (facts) =>
    inEachDatabase(facts, "each at the manifest's value or further", (source, copy) =>
      problemsOf(source.sequences, (sequence) => {
        const found = copy.sequences.find(({ name }) => name === sequence.name);
        if (!found) return [`${sequence.name}: missing`];
        return isBehind(found, sequence.last) ? [`${sequence.name} is ${found.last}, was ${sequence.last}`] : [];
      }),
    ),
};

/** One that was behind at the source already is no fault of the backup. */
export const sequencesAhead: Assertion = {
  id: "sequences-ahead",
  title: "No sequence would give a value that its column has already",
  judge: (facts) =>
    againstManifest(facts, (manifest) => {
      const before = (database: string) => manifest.databases.find(({ name }) => name === database)?.sequences ?? [];
      return each("each at its column's last value or further", facts.copy.databases, (database) =>
        problemsOf(database.sequences, (sequence) => {
          const source = before(database.name).find(({ name }) => name === sequence.name);
          const behind = isBehind(sequence, sequence.furthest) && !(source && isBehind(source, source.furthest));
          return behind ? [`${database.name}: ${sequence.name} is ${sequence.last}, ${sequence.column} has ${sequence.furthest}`] : [];
        }),
      );
    }),
};

/** @param value the sequence has to be there, or further in the direction it goes; null asks for nothing */
function isBehind({ last, increment }: Sequence, value: string | null): boolean {
  if (value === null) return false;
  if (last === null) return true;
  return BigInt(increment) > 0n ? BigInt(last) < BigInt(value) : BigInt(last) > BigInt(value);
}
