import { z } from "zod";
import { evidenceFolder } from "../../services/drill/src/places";
import { isGenuine } from "../../services/drill/src/evidence/signature";
import { verificationsOf } from "../backup/verifications";
import { CommandError, exit } from "../exit";
import type { Recoverable } from "../stack";

const record = z.looseObject({
  kind: z.literal("restore"),
  outcome: z.string(),
  reason: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  request: z.looseObject({ label: z.string() }),
  signature: z.string(),
});

export interface Restored {
  label: string;
  seconds: number;
}

/** The newest record, on one line. */
const newest = `cd ${evidenceFolder}/restores && tr --delete '\\n' <"$(ls | tail --lines=1)"`;

/**
 * Reads what the restore job has left beside the evidence of verifications.
 * @throws CommandError when there is no genuine record of a restore that went well
 */
export async function restoredBy(outputs: Recoverable, label: string): Promise<Restored> {
  const verification = verificationsOf(outputs).find(({ of }) => of === "backups");
  if (!verification) throw failed("the stack's outputs have no verification, beside whose evidence it would be");
  const lines: string[] = [];
  const exitCode = await verification.run(["sh", "-c", newest], (line) => lines.push(line));
  const document = jsonOf(lines.at(-1) ?? "");
  const read = record.safeParse(document);
  if (exitCode !== 0 || !read.success) throw failed(`its record cannot be read: ${lines.slice(-3).join("\n")}`);
  const { outcome, reason, startedAt, finishedAt, request } = read.data;
  if (!isGenuine(document as { signature: string }, verification.publicKey)) throw failed("its record has a wrong signature");
  if (outcome !== "restored" || request.label !== label) throw failed(`its record tells of ${request.label}: ${outcome} ${reason ?? ""}`);
  return { label, seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failed = (why: string): CommandError => new CommandError(`the restore of Postgres is not proven: ${why}`, exit.failed);
