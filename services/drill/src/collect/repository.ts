import type { Lsn, Moment } from "../facts";
import { segmentRanges, type SegmentRange } from "./segments";

export type BackupType = "full" | "diff" | "incr";

/** One backup of the repository. Source: `pgbackrest info --output=json`, 2.55. */
export interface Backup {
  label: string;
  type: BackupType;
  startedAt: Moment;
  stoppedAt: Moment;
  lsn: { start: Lsn; stop: Lsn };
  segments: { start: string; stop: string };
  size: Sizes;
  /** The one of the same type before it; null for the first. */
  previous: ({ label: string } & Sizes) | null;
  /** From the full backup to this one, by what each says it builds on; the first can be missing. */
  chain: Link[];
  /** All that its files may be in. */
  references: Link[];
  /** Null when page checksums were not looked at. */
  pageErrors: { files: string[] } | null;
  newestLabel: string;
  /** Complete backups that the repository has and its list of backups has not. */
  unlisted: string[];
  postgresVersion: string;
  systemId: string;
  repository: { cipher: string; status: { code: number; message: string } };
}

export interface Link {
  label: string;
  state: "good" | "page errors" | "missing";
  type: BackupType | null;
}

/** Bytes. */
export interface Sizes {
  /** Of the database's files. */
  database: number;
  /** What it added to the repository. */
  stored: number;
}

/** The WAL of the cluster that the backup is of. */
export interface Archive {
  /** As `17-1`. */
  id: string;
  /** Bytes. */
  segmentBytes: number;
  ranges: SegmentRange[];
  /** Segments that are there twice, with different contents. */
  forked: string[];
  /** The last one, with the digest in its file's name and that of its content. */
  newest: { segment: string; sha1: { recorded: string; found: string } };
  /** For each timeline but the first, where it came from: the newest parent is the last one. */
  histories: { timeline: number; parents: { timeline: number; until: Lsn }[] }[];
}

interface InfoBackup {
  label: string;
  type: BackupType;
  prior: string | null;
  reference: string[] | null;
  error?: boolean | null;
  "error-list"?: string[] | null;
  archive: { start: string; stop: string };
  lsn: { start: Lsn; stop: Lsn };
  info: { size: number; repository: { delta: number } };
  timestamp: { start: number; stop: number };
  database: { id: number };
}

interface Stanza {
  backup: InfoBackup[];
  cipher: string;
  db: { id: number; "system-id": string; version: string }[];
  repo: { cipher: string; status: { code: number; message: string } }[];
}

/**
 * @param info output of `info --output=json` for one repository
 * @param set the same with `--set` of the backup: it names the files with page errors
 * @param listing output of `repo-ls --recurse --output=json backup/STANZA`, from before that
 * @throws Error when there is no such backup
 */
export function backupFacts(info: string, set: string, listing: string, label: string): Backup {
  const { backup: all, db, repo } = stanzaOf(info);
  const at = all.findIndex((one) => one.label === label);
  const one = all[at];
  const detail = stanzaOf(set).backup.find((each) => each.label === label);
  const cluster = db.find(({ id }) => id === one?.database.id);
  if (!one || !cluster || !repo[0]) throw new Error(`backup ${label}: not among ${all.map((each) => each.label).join(", ")}`);
  if (!detail) throw new Error(`backup ${label}: it is listed, but the list of its files cannot be read`);
  const previous = all.slice(0, at).findLast(({ type }) => type === one.type);
  const link = linkIn(all);
  return {
    label,
    type: one.type,
    startedAt: one.timestamp.start * 1000,
    stoppedAt: one.timestamp.stop * 1000,
    lsn: one.lsn,
    segments: one.archive,
    size: sizesOf(one),
    previous: previous ? { label: previous.label, ...sizesOf(previous) } : null,
    chain: chainOf(all, label).map(link),
    references: (one.reference ?? []).map(link),
    pageErrors: typeof one.error === "boolean" ? { files: detail["error-list"] ?? [] } : null,
    newestLabel: all.at(-1)?.label ?? "",
    unlisted: completeBackups(listing).filter((each) => !all.some((other) => other.label === each)),
    postgresVersion: cluster.version,
    systemId: cluster["system-id"],
    repository: repo[0],
  };
}

/** The engine writes a backup's own manifest when it is complete. */
function completeBackups(listing: string): string[] {
  return Object.keys(JSON.parse(listing) as object).flatMap((path) => /^([^/]+)\/backup\.manifest$/.exec(path)?.[1] ?? []);
}

/** A system identifier has more digits than a number holds. */
function stanzaOf(info: string): Stanza {
  const [stanza] = JSON.parse(info.replace(/("system-id":)(\d+)/g, '$1"$2"')) as Stanza[];
  if (!stanza) throw new Error("the repository has no stanza");
  return stanza;
}

const sizesOf = ({ info }: InfoBackup): Sizes => ({ database: info.size, stored: info.repository.delta });

/** @returns labels, the full backup first */
function chainOf(all: InfoBackup[], label: string | null): string[] {
  if (label === null) return [];
  return [...chainOf(all, all.find((one) => one.label === label)?.prior ?? null), label];
}

const linkIn =
  (all: InfoBackup[]) =>
  (label: string): Link => {
    const one = all.find((each) => each.label === label);
    return { label, state: one ? (one.error ? "page errors" : "good") : "missing", type: one?.type ?? null };
  };

/**
 * @param listing output of `repo-ls --recurse --output=json archive/STANZA`
 * @param id of the archive the backup's WAL is in, as `17-1`
 * @param histories contents of the history files by their names, as `00000002.history`
 */
export function archiveFacts(
  listing: string,
  id: string,
  histories: Record<string, string>,
  segmentBytes = 16 * 2 ** 20,
): Omit<Archive, "newest"> {
  const files = Object.keys(JSON.parse(listing) as object).flatMap((path) =>
    path.startsWith(`${id}/`) ? [path.split("/").at(-1) ?? ""] : [],
  );
  const segments = files.flatMap((file) => /^([0-9A-F]{24})-[0-9a-f]{40}/.exec(file)?.[1] ?? []).sort();
  return {
    id,
    segmentBytes,
    ranges: segmentRanges([...new Set(segments)], segmentBytes),
    forked: [...new Set(segments.filter((segment, index) => segment === segments[index - 1]))],
    histories: Object.entries(histories).map(([file, text]) => historyOf(file, text)),
  };
}

/** @param file as `00000002.history` */
export const historyOf = (file: string, text: string): Archive["histories"][number] => ({
  timeline: parseInt(file.slice(0, 8), 16),
  parents: parentsOf(text),
});

const parentsOf = (history: string): { timeline: number; until: Lsn }[] =>
  [...history.matchAll(/^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/gm)].map(([, timeline, until]) => ({
    timeline: Number(timeline),
    until: until ?? "",
  }));
