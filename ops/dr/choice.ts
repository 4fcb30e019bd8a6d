import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CommandError, exit } from "../exit";
import { drill } from "../keys/drill";
import { inContainer } from "../keys/in-container";
import { keptSchema, type Kept } from "./kept";
import type { Source } from "./source";

/** A backup that can be recovered from. */
export interface Usable {
  kept: Kept;
  /** Folder of the evidence. */
  evidence: string;
  /** Time of the newest transaction in the archive, ISO 8601; null when it was not measured. */
  lastTransactionAt: string | null;
}

/** A backup that was passed over. */
export interface Refused {
  label: string;
  why: string;
}

/** What was taken, and what was passed over for it. */
export interface Chosen<T> {
  label: string;
  found: T;
  refused: Refused[];
}

/**
 * @param labels in the order of preference
 * @param look tells why one is of no use, or what it holds
 * @returns the first that is usable, and those before it
 * @throws CommandError that tells of each when none is
 */
export async function choose<T extends object>(labels: string[], look: (label: string) => Promise<T | string>): Promise<Chosen<T>> {
  const refused: Refused[] = [];
  for (const label of labels) {
    const found = await look(label);
    if (typeof found === "object") return { label, found, refused };
    refused.push({ label, why: found });
  }
  throw new CommandError(
    `nothing can be recovered from; nothing was changed\n${refused.map(({ label, why }) => `  ${label}: ${why}`).join("\n")}`,
    exit.couldNotAsk,
  );
}

const evidence = z.object({
  outcome: z.string(),
  reason: z.string().nullable(),
  assertions: z.array(z.object({ id: z.string(), outcome: z.string() })),
});

/** Reads the configuration that a backup keeps, which takes a moment, and then restores and judges it. */
export async function usable(source: Source, label: string, folder: string, progress: (line: string) => void): Promise<Usable | string> {
  const kept = await configurationIn(source, label);
  if (typeof kept === "string") return kept;
  const output = join(folder, label);
  const command = ["drill", "verify", "--sheet", "--label", label];
  const { code, found } = await drill({ ...source, command, output, progress });
  if (!found.genuine) return `its evidence is not genuine: ${found.reason}`;
  if (code !== 0) return whyNot(readFileSync(join(output, found.file), "utf8"));
  const { startedAt, lostSeconds } = found.evidence;
  const lastTransactionAt = lostSeconds === null ? null : new Date(Date.parse(startedAt) - lostSeconds * 1000).toISOString();
  return { kept, evidence: output, lastTransactionAt };
}

export async function configurationIn(source: Source, label: string): Promise<Kept | string> {
  try {
    const { stdout } = await inContainer(source, ["drill", "configuration", "--label", label]);
    return keptSchema.parse(JSON.parse(stdout));
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    // A message of the parser could quote a secret.
    return "its configuration is not one that this version of ballast can read";
  }
}

export function whyNot(text: string): string {
  const { outcome, reason, assertions } = evidence.parse(JSON.parse(text));
  const bad = assertions.filter((one) => one.outcome === "fail" || one.outcome === "unknown").map((one) => `${one.id} (${one.outcome})`);
  return `${outcome}: ${reason ?? bad.join(", ")}`;
}
