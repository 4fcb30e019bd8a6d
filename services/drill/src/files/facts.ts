import type { AnyFacts, AnyRun, Moment } from "../facts";

/** What files of a store's data are judged by. */
export interface FileFacts extends AnyFacts {
  run: AnyRun & {
    /** From the end of the newest file. */
    limits: { backupAgeSeconds: number };
  };
  /** The newest of each kind. */
  files: FileFact[];
}

/** One file, and what was told about it when it was made. */
export interface FileFact {
  /** Below the folder of all files. */
  name: string;
  /** `shrank`: it has less than half of the one before. */
  whenMade: "good" | "shrank";
  finishedAt: Moment;
  /** Of the encrypted file, in hexadecimal; of one that is gone, `no file`. */
  sha256: { recorded: string; found: string };
  decrypts: boolean;
}

export interface SnapshotFacts extends FileFacts {
  redis: Redis;
}

export interface Redis {
  /** Keys that redis-check-rdb has read; null when it did not come to the end, with its checksum. */
  checked: { recorded: number; found: number | null };
  loads: boolean;
  keys: { recorded: KeyCount[]; found: KeyCount[] };
  /** After persistence was switched on in the server that has loaded it. */
  persistence: {
    appendOnly: boolean;
    lastSave: "ok" | "err";
    /** Of a server that began from what was persisted. */
    keys: KeyCount[];
  };
}

export interface KeyCount {
  /** Number of the database. */
  database: string;
  /** string, list, set, zset, hash or stream for keys that never expire; `expiring`; or `all`. */
  type: string;
  keys: number;
}

export interface DumpFacts extends FileFacts {
  /** Databases that the server had, and those that there is a dump of. */
  databases: { server: string[]; dumped: string[] };
  /** What was restored, in this order, and where that ended early: null for the end. */
  restored: { name: string; failedAt: string | null }[];
  contents: Contents[];
}

/** Tables of a database whose rows are in its dump. */
export interface Contents {
  database: string;
  recorded: TableRows[];
  found: TableRows[];
}

export interface TableRows {
  /** As SQL would write it: `public.notes`. */
  name: string;
  rows: number;
}
