import type { Place } from "../keys/drill-container";
import { placeText } from "../keys/place";
import type { Sheet } from "../keys/sheet";
import type { Situation } from "./situation";
import { steps } from "./steps";

export interface Known {
  sheet: Pick<Sheet, "stack" | "project" | "exported" | "platform">;
  stack: string;
  prefix: string;
  repository: Place;
  /** Of Redis; undefined where it begins empty. */
  snapshots: Place | undefined;
  /** Labels, the newest first; undefined where the image that reads them is not here yet. */
  backups: string[] | undefined;
  asked: string | undefined;
  /** Undefined where Pulumi is not here yet. */
  situation: Situation | undefined;
}

/** @returns for each of the steps what it would do */
export function planOf({ sheet, stack, prefix, repository, snapshots, backups, asked, situation }: Known): string[] {
  const begun = situation?.begun;
  const done = "done before";
  const filled = [
    copied(repository, `${prefix}-postgres-repository`),
    ...(snapshots ? [copied(snapshots, `${prefix}-redis-backups`)] : []),
  ];
  const newest = snapshots ? ", and the newest snapshot of Redis" : "";
  return [
    begun === undefined ? `${verification(backups, asked)}${newest}` : `${done}: the recovery was begun with ${begun.backup}`,
    `bring Pulumi and Docker where they are missing${sheet.platform === "docker" ? "" : "; look at the cluster that the configuration names"}`,
    begun === undefined ? `make stack ${stack} of the configuration that the backup keeps` : done,
    begun === undefined ? "hand it the passwords, keys and the certificate authority that the backup keeps" : done,
    `pulumi up --stack ${stack}: every service, with its data from the repository`,
    `before that: ${filled.join("; ")}. Within it: restore Postgres to the end of the archive; ${snapshots ? "Redis from its snapshot" : "Redis begins empty"}`,
    "ask every service for its health, read the signed record of the restore, preview: no changes",
  ]
    .map((what, index) => `${index + 1} ${(steps[index] as string).padEnd(29)}  ${what}`)
    .map((line) => line.trimEnd())
    .toSpliced(0, 0, `stack ${sheet.stack} of ${sheet.project}, by its sheet of ${sheet.exported}, as stack ${stack} on this machine`, "");
}

function copied(place: Place, target: string): string {
  return "volume" in place && place.volume === target
    ? `${target} is in its place`
    : `copy ${placeText(place)} into ${target}, and compare`;
}

function verification(backups: string[] | undefined, asked: string | undefined): string {
  if (asked !== undefined) return `restore and judge backup ${asked}, and no other`;
  const [newest, ...older] = backups ?? [];
  if (newest === undefined) return "restore and judge the newest backup, or the one before where it does not pass";
  return `restore and judge backup ${newest}${older.length > 0 ? `, where it does not pass ${older.slice(0, 3).join(", ")}${older.length > 3 ? ", …" : ""}` : ""}`;
}
