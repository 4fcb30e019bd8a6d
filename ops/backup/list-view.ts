import { table, type Cell } from "../table";
import { sizeText, tookSeconds } from "./amounts";
import type { Catalogue } from "./catalogue";
import { stateText, type Backup, type Verdict } from "./chain";
import type { FilesStatus } from "./files";
import type { Repository } from "./info";
import { statistics, type RecoveryWindow } from "./window";

const header = ["LABEL", "TYPE", "REPOSITORY", "STOPPED AT", "TOOK s", "DATABASE", "STORED", "STATE"];

/** @param windows of the repositories whose list can be trusted */
export function listText({ backups, repositories }: Catalogue, windows: RecoveryWindow[], colours: boolean): string {
  const { count, intact, storedBytes } = statistics(backups);
  return [
    count === 0 ? "No backup" : table(header, backups.map(row), colours),
    "",
    ...problemLines(repositories),
    ...windows.map(windowLine),
    `${count} backups, ${intact} intact, ${sizeText(storedBytes)} stored`,
    notVerified,
  ].join("\n");
}

/** Sizes in bytes. */
export const listJson = (stack: string, { backups, repositories }: Catalogue, windows: RecoveryWindow[], files: FilesStatus[]): string =>
  JSON.stringify(
    { stack, backups, windows, repositories: problemsOf(repositories), ...statistics(backups), verified: false, files },
    null,
    2,
  );

/** What no list can tell. */
export const notVerified = "Not verified: no backup was restored for this.";

export const problemsOf = (repositories: Repository[]) => repositories.map(({ key, problem }) => ({ repository: key, problem }));

export const problemLines = (repositories: Repository[]): string[] =>
  repositories.flatMap(({ key, problem }) => (problem === null ? [] : [`Repository ${key}: what it has is not known: ${problem}`]));

export const stateCell = (verdict: Verdict): Cell =>
  verdict.state === "intact" ? stateText(verdict) : { text: stateText(verdict), colour: "red" };

function windowLine({ repository, from, to }: RecoveryWindow): string {
  const span = from === null ? "none, it has no intact backup" : `${from} to ${to ?? "a time that is not known"}`;
  return `Recovery window of repository ${repository}: ${span}`;
}

const row = (one: Backup): Cell[] => [
  one.label,
  one.type,
  String(one.repository),
  one.stoppedAt,
  String(tookSeconds(one)),
  sizeText(one.databaseBytes),
  sizeText(one.storedBytes),
  stateCell(one),
];
