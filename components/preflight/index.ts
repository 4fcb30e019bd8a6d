import type { Needs } from "../platform/needs";
import { analyse } from "./analyse";
import type { OutsideBucket } from "./bucket";
import { collect } from "./collect/collect";
import { senses, type Senses } from "./collect/senses";
import type { VaultAsked } from "./collect/vault";
import { keep } from "./evidence";
import type { Counts, Report } from "./report";
import type { Settings } from "./settings";
import { blockingTexts, noticeText } from "./text";

/** What has to be known to check a machine or a cluster for a stack. */
export interface Request {
  needs: Needs;
  settings: Settings;
  bucket?: OutsideBucket;
  /** Absent where nothing is read from it. */
  vault?: VaultAsked | undefined;
  /** Goes into no fact. Absent where it cannot be decrypted. */
  vaultSecretId?: string | undefined;
}

/** What the stack's outputs say of the check its deployment passed. */
export interface Summary extends Counts {
  /** ISO 8601. */
  checkedAt: string;
  accepted: string[];
}

/** @param only one check, with those that it depends on. @default all */
export async function preflight(request: Request, only?: string, from: Senses = senses()): Promise<Report> {
  const began = performance.now();
  const input = await collect(request, from);
  const analysis = analyse(input, only);
  const report = { checkedAt: new Date().toISOString(), duration: Math.round(performance.now() - began), ...analysis };
  return { ...report, evidence: await keep({ ...report, ...input }, from.env) };
}

/** For the dynamic provider: warnings go to its standard error, which Pulumi shows. @returns one text for each finding that blocks */
export async function failures(request: Request): Promise<string[]> {
  const report = await preflight(request);
  const notice = noticeText(report);
  if (notice) console.error(notice);
  return blockingTexts(report);
}

/** @throws Error when something blocks now that did not a moment ago */
export async function summary(request: Request): Promise<Summary> {
  const report = await preflight(request);
  if (report.verdict === "fail") throw new Error(blockingTexts(report).join("\n"));
  return { ...report.counts, checkedAt: report.checkedAt, accepted: report.accepted };
}
