import { assertions } from "../assertions";
import type { Collected, Facts, Unknown } from "../facts";
import { judgeStarted, type Judgement } from "../judge";
import type { Plan } from "./plan";

/** What a server that still recovers can be asked. The others need a write, or the end of the archive: a verification judges them. */
const judged = {
  always: ["timeline-history", "extensions-installable", "relation-files-present", "collation-versions", "checksums-on"],
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

/** Of the facts that a verification collects. */
export const unseen: Unknown = { unknown: "a restore does not collect it" };

/** What a restore has seen. */
export interface Seen {
  backup: Facts["backup"];
  archive: Omit<Facts["archive"], "newest">;
  manifest: Collected<Facts["manifest"]>;
  metadata: Facts["metadata"];
  copy: Collected<Facts["copy"]>;
  target: Collected<Facts["target"]>;
}

/** @returns the verdict on a restored server that has stopped at its target */
export function judgeRestored(
  { backup, archive, manifest, metadata, copy, target }: Seen,
  { compared, boundary }: Pick<Plan, "compared" | "boundary">,
  onDefect: (defect: Error) => void,
): Judgement {
  const ids = new Set([...judged.always, ...(compared ? judged.ofManifest : []), ...(boundary ? judged.ofTime : [])]);
  const facts: Collected<Facts> = {
    ...{ backup, archive: { ...archive, newest: unseen }, manifest, metadata, copy, target },
    ...{ run: unseen, heartbeats: unseen },
  };
  return judgeStarted(
    facts,
    assertions.filter(({ id }) => ids.has(id)),
    onDefect,
  );
}
