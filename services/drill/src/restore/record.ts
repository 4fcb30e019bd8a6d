import type { KeyObject } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Judgement } from "../judge";
import { signed } from "../evidence/signature";
import type { RestoreRequest } from "./request";

/** What became of one restore; kept beside the evidence of verifications, and signed as that is. */
export interface RestoreRecord {
  version: 1;
  kind: "restore";
  store: string;
  request: RestoreRequest;
  outcome: "restored" | "failed";
  /** Why it failed. */
  reason: string | null;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  timeline: number | null;
  /** Of each part that was done. */
  seconds: Record<string, number>;
  judgement: Judgement | null;
}

export function keep(folder: string, record: RestoreRecord, key: KeyObject): void {
  const restores = join(folder, "restores");
  mkdirSync(restores, { recursive: true });
  const path = join(restores, `${record.finishedAt.replaceAll(":", "")}.json`);
  writeFileSync(`${path}.new`, `${JSON.stringify(signed(record, key), null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
