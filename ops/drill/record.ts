import { z } from "zod";
import { isGenuine } from "../../services/drill/src/evidence/signature";
import { readFilesOf, type Found } from "../backup/evidence";
import type { DeployedVerification } from "../backup/verifications";
import { CommandError, exit } from "../exit";

const done = z.object({ step: z.string(), seconds: z.number(), what: z.string() });
const refused = z.object({ label: z.string(), why: z.string() });

/** What became of one stack that was rebuilt from the backups and destroyed: DR4. Signed, beside the evidence of verifications. */
const rebuild = z.object({
  version: z.literal(1),
  kind: z.literal("rebuild"),
  outcome: z.enum(["pass", "fail"]),
  /** Why it failed. */
  reason: z.string().nullable(),
  /** Null where none could be chosen. */
  backup: z.string().nullable(),
  snapshot: z.string().nullable(),
  refused: z.array(refused),
  /** ISO 8601. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  steps: z.array(done),
  /** RTO: from the start to the verified stack; null where it failed. */
  rtoSeconds: z.number().nullable(),
  /** RPO: from the newest transaction in the archive to the start; null where it was not measured. */
  rpoSeconds: z.number().nullable(),
});

export type RebuildRecord = z.infer<typeof rebuild>;

/** @throws CommandError when it could not be kept: nothing of it would be in the history */
export async function keep({ service, run }: DeployedVerification, record: RebuildRecord): Promise<void> {
  const lines: string[] = [];
  const exitCode = await run(["drill", "keep", JSON.stringify(record)], (line) => lines.push(line));
  if (exitCode === 0) return;
  throw new CommandError(
    `${service}: the record could not be kept: exit code ${exitCode}: ${lines.slice(-3).join("\n")}`,
    exit.couldNotAsk,
  );
}

/** @param newest how many at most @returns them, the oldest first @throws CommandError as `readEvidence` does */
export async function readRebuilds(verification: DeployedVerification, newest: number): Promise<Found[]> {
  const files = await readFilesOf(verification, "rebuilds", newest);
  return files.map(({ file, text }) => judged(file, text, verification.publicKey));
}

function judged(file: string, text: string, publicKey: string): Found {
  try {
    const content: unknown = JSON.parse(text);
    const { outcome, backup, startedAt, finishedAt, rtoSeconds, rpoSeconds } = rebuild.parse(content);
    if (!isGenuine(content as { signature: string }, publicKey)) return { file, genuine: false, reason: "its signature is wrong" };
    const times = { startedAt, finishedAt, recoverySeconds: rtoSeconds, lostSeconds: rpoSeconds };
    return { file, genuine: true, evidence: { outcome, repository: 1, backup, ...times } };
  } catch {
    return { file, genuine: false, reason: "it is no record of a rebuild" };
  }
}
