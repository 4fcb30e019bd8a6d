import { z } from "zod";
import { evidenceFolder } from "../../services/drill/src/places";
import { isGenuine } from "../../services/drill/src/evidence/signature";
import { run } from "../../toolchain/run";
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

/**
 * Reads what the restore job has left beside the evidence of verifications.
 * @throws CommandError when there is no genuine record of a restore that went well
 */
export async function restoredBy(image: string, { recovery, volumes }: Recoverable, label: string): Promise<Restored> {
  const { verification } = recovery["postgres"] ?? {};
  const volume = volumes["postgres-evidence"]?.name;
  if (!verification || !volume) throw failed("the stack's outputs have no verification, and no volume with its evidence");
  const newest = `cd ${evidenceFolder}/restores && cat "$(ls | tail -n 1)"`;
  const mount = `type=volume,source=${volume},target=${evidenceFolder},readonly`;
  const ran = await run("docker", ["run", "--rm", "--network", "none", "--read-only", "--mount", mount, image, "sh", "-c", newest]);
  if (ran.code !== 0) throw failed(`its record cannot be read: ${ran.output}`);
  const document: unknown = JSON.parse(ran.stdout);
  const { outcome, reason, startedAt, finishedAt, request } = record.parse(document);
  if (!isGenuine(document as { signature: string }, verification.publicKey)) throw failed("its record has a wrong signature");
  if (outcome !== "restored" || request.label !== label) throw failed(`its record tells of ${request.label}: ${outcome} ${reason ?? ""}`);
  return { label, seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 };
}

const failed = (why: string): CommandError => new CommandError(`the restore of Postgres is not proven: ${why}`, exit.failed);
