import { sizeText, tookSeconds } from "./amounts";
import { parentsOf, stateText, type Backup } from "./chain";
import type { Details } from "./details";
import { notVerified } from "./list-view";

/** @param details null when its manifest could not be read */
export function showText(one: Backup, details: Details | null): string {
  const pages = one.pageChecksumErrors
    ? `errors${details?.damagedFiles.length ? ` in ${details.damagedFiles.join(", ")}` : ""}`
    : "no errors";
  const facts = {
    label: one.label,
    type: one.type,
    state: stateText(one),
    repository: String(one.repository),
    "builds on": one.prior ?? "nothing",
    needs: parentsOf(one).join(", ") || "nothing",
    started: one.startedAt,
    stopped: `${one.stoppedAt}, after ${tookSeconds(one)} s`,
    database: sizeText(one.databaseBytes),
    read: sizeText(one.readBytes),
    stored: `${sizeText(one.storedBytes)}${one.storedBytes > 0 ? `, ${ratioOf(one)} : 1` : ""}`,
    WAL: `${one.wal.from} to ${one.wal.to}`,
    LSN: `${one.lsn.from} to ${one.lsn.to}`,
    "page checksums": pages,
    databases: details ? details.databases.join(", ") : "not known: its manifest cannot be read",
  };
  const width = Math.max(...Object.keys(facts).map((name) => name.length)) + 2;
  return [...Object.entries(facts).map(([name, value]) => name.padEnd(width) + value), "", notVerified].join("\n");
}

/** What `show --json` has of a backup: sizes in bytes. */
export const shownFacts = (one: Backup, details: Details | null) => ({
  ...one,
  needs: parentsOf(one),
  tookSeconds: tookSeconds(one),
  ratio: one.storedBytes > 0 ? ratioOf(one) : null,
  details,
  verified: false,
});

/** How many bytes were read for one that was stored. */
const ratioOf = ({ readBytes, storedBytes }: Backup): number => Math.round((readBytes / storedBytes) * 10) / 10;
