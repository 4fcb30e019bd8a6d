import { z } from "zod";
import type { Kind } from "../../services/drill/src/evidence/runs";
import { isGenuine } from "../../services/drill/src/evidence/signature";
import { CommandError, exit } from "../exit";
import type { DeployedVerification } from "./verifications";

/** What one verification has left. */
export type Found = { file: string } & ({ genuine: true; evidence: Evidence } | { genuine: false; reason: string });

export interface Evidence {
  outcome: "pass" | "fail" | "partial" | "could-not-verify";
  /** Number of the one that the backup is in. */
  repository: number;
  /** Label of the backup, or name of the file; null when none could be looked at. */
  backup: string | null;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  /** Of a whole recovery; null when it was not measured in full. */
  recoverySeconds: number | null;
  /** What a loss when it began would have cost; null when it was not measured. */
  lostSeconds: number | null;
}

const seconds = z.number().nullable().catch(null);
/** A fact that is not known is an object in the place of a number. */
const measured = z.object({
  recoverySeconds: z
    .record(z.string(), z.number())
    .transform((parts) => Object.values(parts).reduce((sum, part) => sum + part, 0))
    .nullable()
    .catch(null),
  lostSeconds: seconds,
});
const document = z.looseObject({
  version: z.literal(1),
  repository: z.int(),
  outcome: z.enum(["pass", "fail", "partial", "could-not-verify"]),
  backup: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  facts: z.object({ run: measured }).nullable().catch(null),
  signature: z.string(),
});

const line = z.object({ file: z.string(), text: z.string() });
const end = z.object({ files: z.int(), all: z.int() });

/**
 * @param newest how many at most
 * @returns what was found, the oldest verification first
 * @throws CommandError when it could not be read to its end: never the same as "none"
 */
export async function readEvidence(verification: DeployedVerification, newest: number): Promise<Found[]> {
  const files = await readFilesOf(verification, "runs", newest);
  return files.map(({ file, text }) => judged(file, text, verification.publicKey)).sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
}

/** @returns files of evidence as they are, in the order of their names @throws CommandError as `readEvidence` does */
export async function readFilesOf({ service, run }: DeployedVerification, kind: Kind, newest: number): Promise<z.infer<typeof line>[]> {
  const lines: string[] = [];
  const exitCode = await run(["drill", "evidence", ...(kind === "runs" ? [] : ["--of", kind]), "--newest", String(newest)], (text) =>
    lines.push(text),
  );
  const read = lines.map(jsonOf);
  const found = read.flatMap((one) => line.safeParse(one).data ?? []);
  const last = end.safeParse(read.at(-1)).data;
  if (exitCode !== 0 || last?.files !== found.length) {
    const said = exitCode === 0 ? "its answer has no end" : `exit code ${exitCode}: ${lines.slice(-3).join("\n")}`;
    throw new CommandError(`could not read the evidence of ${service}: ${said}`, exit.couldNotAsk);
  }
  return found;
}

/** @param publicKey from the stack's outputs: who can write evidence cannot change that */
export function judged(file: string, text: string, publicKey: string): Found {
  const content = jsonOf(text);
  const parsed = document.safeParse(content);
  if (!parsed.success) return { file, genuine: false, reason: "it is no evidence" };
  try {
    if (!isGenuine(content as { signature: string }, publicKey)) return { file, genuine: false, reason: "its signature is wrong" };
  } catch (error) {
    return { file, genuine: false, reason: `its signature cannot be checked: ${(error as Error).message}` };
  }
  const { outcome, repository, backup, startedAt, finishedAt, facts } = parsed.data;
  const { recoverySeconds = null, lostSeconds = null } = facts?.run ?? {};
  return { file, genuine: true, evidence: { outcome, repository, backup, startedAt, finishedAt, recoverySeconds, lostSeconds } };
}

/** @param found the oldest first @returns the newest genuine one of a repository */
export const newestOf = (repository: number, found: Found[]): Evidence | undefined =>
  found.flatMap((one) => (one.genuine && one.evidence.repository === repository ? [one.evidence] : [])).at(-1);

/** What is signed says when; a file's name says what somebody wants. */
const timeOf = (found: Found): string => (found.genuine ? found.evidence.finishedAt : found.file);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
