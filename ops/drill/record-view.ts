import { duration } from "../dr/record";
import { stepsText, type Done } from "../dr/steps";
import type { RebuildRecord } from "./record";

/** @param stack whose backups these were @param folder with the evidence */
export function rebuildText(
  { outcome, reason, backup, snapshot, steps, rtoSeconds, rpoSeconds }: RebuildRecord,
  stack: string,
  folder: string,
): string {
  const from = `backup ${backup}${snapshot === null ? "" : ` and snapshot ${snapshot}`}`;
  return [
    stepsText(steps as Done[]),
    "",
    ...(outcome === "pass"
      ? [
          `PASS: stack ${stack} was rebuilt from ${from}, worked, and was destroyed again`,
          `RTO ${rtoSeconds === null ? "unknown" : duration(rtoSeconds)}, RPO ${rpoSeconds === null ? "unknown" : duration(rpoSeconds)} at most`,
        ]
      : [`FAIL: stack ${stack} could not be rebuilt: ${reason}`]),
    `evidence: ${folder}; the record is in ./ballast drill history --stack ${stack}`,
  ].join("\n");
}
