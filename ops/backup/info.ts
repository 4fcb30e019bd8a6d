import { z } from "zod";
import type { BackupType } from "../../components/backup/schedules";
import { CommandError, exit } from "../exit";

/** What pgBackRest lists of one backup. */
export interface Entry {
  /** Key of the repository that has it. A label is unique in its repository alone. */
  repository: number;
  label: string;
  type: BackupType;
  /** ISO 8601. */
  startedAt: string;
  stoppedAt: string;
  /** What a restore of it writes. */
  databaseBytes: number;
  /** What it read of that: all, or what had changed. */
  readBytes: number;
  /** What it added to the repository. */
  storedBytes: number;
  /** Label of the backup it was made on top of. */
  prior: string | null;
  /** Labels of all whose files it needs, oldest first. */
  references: string[];
  /** Names of segments: a restore needs all from the first to the last. */
  wal: { from: string; to: string };
  lsn: { from: string; to: string };
  pageChecksumErrors: boolean;
}

export interface Repository {
  key: number;
  /** Why its list cannot be trusted; null when it can. */
  problem: string | null;
  /** Folders of WAL, each with its first and last segment, oldest first. Those without a segment are left out. */
  archives: { id: string; first: string; last: string }[];
}

export interface Info {
  repositories: Repository[];
  /** Oldest first. */
  entries: Entry[];
  /** Bytes that a backup in progress has read so far, and will have; null when none is in progress, or it does not tell. */
  progress: { done: number; all: number } | null;
}

const status = z.object({ code: z.int(), message: z.string() });
const segment = z.string();
const span = z.object({ start: z.string(), stop: z.string() });
const place = z.object({ "repo-key": z.int() });

const entry = z.object({
  label: z.string(),
  type: z.enum(["full", "diff", "incr"]),
  prior: z.string().nullable(),
  reference: z.array(z.string()).nullable(),
  /** Seconds since 1970. */
  timestamp: z.object({ start: z.int(), stop: z.int() }),
  info: z.object({ size: z.int(), delta: z.int(), repository: z.object({ delta: z.int() }) }),
  archive: span,
  lsn: span,
  database: place,
  error: z.boolean(),
});

const stanza = z.object({
  name: z.string(),
  status: status.extend({
    lock: z.object({ backup: z.object({ held: z.boolean(), size: z.int().optional(), "size-cplt": z.int().optional() }) }),
  }),
  repo: z.array(z.object({ key: z.int(), status })),
  archive: z.array(z.object({ id: z.string(), min: segment.nullable(), max: segment.nullable(), database: place })),
  backup: z.array(entry),
});

/** pgBackRest's codes of a repository whose list can be trusted: ok, and no valid backups. */
const listed = [0, 2];
/** Of all repositories together: they differ. Each says for itself how it is. */
const differs = 4;

const types = { full: "full", diff: "differential", incr: "incremental" } as const;

/**
 * @param output of `pgbackrest info --output=json`
 * @throws CommandError when no repository has a list that can be trusted: never the same as "no backup"
 */
export function parseInfo(output: string, name: string): Info {
  const found = stanzasIn(output).find((one) => one.name === name);
  if (!found) throw unknown(`it knows no stanza ${name}`);
  const repositories = found.repo.map(({ key, status: { code, message } }) => ({
    key,
    problem: listed.includes(code) ? null : firstLine(message),
    archives: found.archive.flatMap(({ id, min, max, database }) =>
      database["repo-key"] === key && min !== null && max !== null ? [{ id, first: min, last: max }] : [],
    ),
  }));
  const trusted = repositories.some(({ problem }) => problem === null);
  if (!trusted) throw unknown(repositories.map(({ key, problem }) => `repository ${key}: ${problem}`).join("; ") || found.status.message);
  if (![...listed, differs].includes(found.status.code)) throw unknown(found.status.message);
  const { size, "size-cplt": done } = found.status.lock.backup;
  return {
    repositories,
    entries: found.backup.map(entryOf).sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
    progress: size === undefined || done === undefined ? null : { done, all: size },
  };
}

function stanzasIn(output: string): z.infer<typeof stanza>[] {
  try {
    // A repository that the key does not open is quoted in the message as it is: with control characters, which JSON does not allow.
    return z.array(stanza).parse(JSON.parse(output.trim().replaceAll(/\p{Cc}/gu, " ")));
  } catch (error) {
    throw unknown(error instanceof z.ZodError ? z.prettifyError(error) : "its answer is no JSON");
  }
}

const unknown = (reason: string): CommandError =>
  new CommandError(
    `could not ask pgBackRest: ${reason}\nFix: ./ballast status postgres says how the server is, ./ballast logs postgres what it wrote`,
    exit.couldNotAsk,
  );

const firstLine = (message: string): string => message.split("\n")[0]?.replace(/:$/, "") ?? message;

const entryOf = (one: z.infer<typeof entry>): Entry => ({
  repository: one.database["repo-key"],
  label: one.label,
  type: types[one.type],
  startedAt: iso(one.timestamp.start),
  stoppedAt: iso(one.timestamp.stop),
  databaseBytes: one.info.size,
  readBytes: one.info.delta,
  storedBytes: one.info.repository.delta,
  prior: one.prior,
  references: one.reference ?? [],
  wal: { from: one.archive.start, to: one.archive.stop },
  lsn: { from: one.lsn.start, to: one.lsn.stop },
  pageChecksumErrors: one.error,
});

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
