import type { ClusterSection } from "./collect/cluster";
import type { DatabaseSection } from "./collect/database";
import type { Health } from "./collect/health";
import type { Beat, Heartbeats } from "./collect/heartbeats";
import type { Archive, Backup } from "./collect/repository";
import type { Server } from "./collect/server";

/** A fact that could not be had, and why. It never counts as good. */
export interface Unknown {
  unknown: string;
}

/** What collecting gives: in the place of any fact, at any depth, there can be the reason why it is not known. */
export type Collected<T> = Unknown | (T extends object ? { [K in keyof T]: Collected<T[K]> } : T);

/** Unix time, milliseconds. */
export type Moment = number;

/** A place in the WAL as Postgres writes it: `0/2000028`. */
export type Lsn = string;

/** All there is to judge a backup by: plain JSON, no secrets in it, kept in the evidence. What does not exist is null, never absent. */
export interface Facts {
  run: Run;
  backup: Backup;
  archive: Archive;
  /** What the source held right after the backup; null for a backup without one. */
  manifest: Manifest | null;
  /** What was written down beside the backup when it was made; null for a backup without it. */
  metadata: Metadata | null;
  copy: Copy;
  /** The random moment that was recovered to; null when the archive has no span to choose from. */
  target: Target | null;
  heartbeats: Heartbeats;
}

/** The same for the source and for the copy, at the same places in the WAL. */
export interface Snapshot {
  cluster: ClusterSection;
  databases: DatabaseSection[];
}

export interface Manifest extends Snapshot {
  /** Of the backup it belongs to. */
  label: string;
  takenAt: Moment;
}

export interface Metadata {
  /** Of the backup it belongs to. */
  label: string;
  /** Of the engine's own list of the backup's files, in hexadecimal: as it was when the backup was made, and as it is. */
  sha256: { recorded: string; found: string };
}

export interface Copy {
  /** Paused where the manifest was taken. */
  atManifest: Snapshot;
  /** At the end of the archive, after promotion. */
  server: Server;
  databases: Health[];
}

/** What every verification tells, whatever it restores. */
export interface AnyFacts {
  run: AnyRun;
}

export interface AnyRun {
  /** Why nothing could be restored at all. */
  couldNotStart: string | null;
  startedAt: Moment;
  /** Seconds of each part of a recovery. */
  recoverySeconds: Record<string, number>;
  /** Seconds before the verification of which nothing would be left. */
  lostSeconds: number;
  isolation: {
    /** What became of a connection to the outside. */
    egress: "refused" | "open";
    /** What became of a write to where the backups are; not tried on a bucket, whose key may write. */
    repositoryWrite: "refused" | "done" | "not tried";
  };
  key: {
    /** Whether another key was refused. */
    wrongRefused: boolean;
  };
}

/** What the verification itself saw and was asked for. */
export interface Run extends AnyRun {
  /** The label that somebody asked for; null for the newest. */
  requestedLabel: string | null;
  /** Null in a drill from a recovery sheet: that promises nothing, and a repository that was put away is old. */
  limits: Limits | null;
  restore: { exitCode: number };
  /** Why the recovery did not get to the end of the archive; null when it did. */
  recovery: string | null;
  /** Where the log says that the state became consistent; null when it never did. */
  consistentAt: Lsn | null;
  /** The last replayed record ends here, when the end of the archive was reached. */
  replayedTo: Lsn;
  promotion: { timelineBefore: number; timelineAfter: number; wrote: boolean };
  recoverySeconds: { restore: number; consistent: number; replay: number; writable: number };
  key: AnyRun["key"] & {
    /** Where the passphrase came from: a recovery sheet that somebody typed in, or the stack itself. */
    from: "sheet" | "stack";
    /** Whether the backup was read with it. */
    opens: boolean;
  };
}

export interface Limits {
  backupAgeSeconds: number;
  recoverySeconds: number;
  lostSeconds: number;
}

/** The transactions on both sides of the target, as the WAL has them: are they there? */
export interface Sides {
  last: boolean;
  next: boolean;
}

export interface Target {
  at: Moment;
  /** The copy, paused there. */
  paused: { lastCommitAt: Moment; lastBeat: Beat | null; beatsAfter: number; transactions: Sides };
  /** The same copy at the end of the archive: the beat before the target, and whether the transaction after it is there. */
  latest: { lastBeatBefore: Beat | null; nextTransaction: boolean };
}
