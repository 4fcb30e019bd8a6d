import type { DatabaseSection } from "../collect/database";
import type { Timescale } from "../collect/timescale";
import type { Facts } from "../facts";
import { skip, type Assertion, type Verdict } from "./assertion";
import { againstManifest, differences, inEachDatabase } from "./compared";

export const hypertablesEqual: Assertion = {
  id: "hypertables-equal",
  title: "The hypertables are those of the manifest, with as many chunks",
  judge: (facts) =>
    withTimescale(facts, "the hypertables of the manifest", (source, copy) =>
      differences(source.hypertables, copy.hypertables, ({ name }) => name),
    ),
};

/** That none of them runs in the copy, copy-runs-no-jobs says. */
export const timescaleJobsEqual: Assertion = {
  id: "timescale-jobs-equal",
  title: "The jobs of TimescaleDB are those of the manifest",
  judge: (facts) =>
    withTimescale(facts, "the jobs of the manifest", (source, copy) => differences(source.jobs, copy.jobs, ({ id }) => String(id))),
};

const nothing: Timescale = { hypertables: [], jobs: [] };

function withTimescale(facts: Facts, expected: string, wrong: (source: Timescale, copy: Timescale) => string[]): Verdict {
  return againstManifest(facts, ({ databases }) => {
    const has = ({ timescale }: DatabaseSection): boolean => timescale !== null;
    if (!databases.some(has) && !facts.copy.atManifest.databases.some(has)) return skip("no database has TimescaleDB");
    return inEachDatabase(facts, expected, (source, copy) => wrong(source.timescale ?? nothing, copy.timescale ?? nothing));
  });
}
