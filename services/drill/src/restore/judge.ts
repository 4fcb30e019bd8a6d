import { assertions } from "../assertions";
import type { Collected, Facts } from "../facts";
import { judge, type Judgement } from "../judge";

/** What a server that still recovers can be asked. The others need a write, or the end of the archive: a verification judges them. */
const judged = {
  always: ["extensions-installable", "relation-files-present", "collation-versions", "checksums-on"],
  ofManifest: [
    "system-identifier-one",
    "version-one",
    "manifest-of-this-backup",
    "databases-equal",
    "roles-equal",
    "memberships-equal",
    "tablespaces-equal",
    "format-equal",
    "extensions-equal",
    "definitions-equal",
    "grants-equal",
    "default-privileges-equal",
    "tables-equal",
    "rows-equal",
    "digests-equal",
    "large-objects-equal",
  ],
  ofTime: ["target-last-transaction", "target-next-transaction", "target-reached"],
};

/** @returns the verdict on a restored server that has stopped at its target */
export function judgeRestored(facts: Collected<Facts>, compared: boolean, toTime: boolean): Judgement {
  const ids = new Set([...judged.always, ...(compared ? judged.ofManifest : []), ...(toTime ? judged.ofTime : [])]);
  return judge(
    facts,
    assertions.filter(({ id }) => ids.has(id)),
  );
}
