import { z } from "zod";
import { CommandError, exit } from "../exit";
import type { DeployedFiles } from "./deployed";
import type { Provable } from "./verifications";
import { newestOf, readEvidence, type Evidence } from "./evidence";
import { problemOf } from "./evidence-drift";
import { lateAfter, lastTime } from "./kept-schedule";

/** The files of a store at one moment. */
export interface FilesStatus {
  of: Provable;
  schedule: string;
  count: number;
  sizeBytes: number;
  /** Null where there is none. */
  newest: { file: string; finishedAt: string; outcome: "good" | "shrank" } | null;
  /** The last one that is genuine; null where there is none. */
  verification: Evidence | null;
  /** `ok`, or what is wrong. */
  verdict: string;
}

const answer = z.object({
  count: z.int(),
  sizeBytes: z.int(),
  newest: z.object({ file: z.string(), finishedAt: z.iso.datetime(), outcome: z.enum(["good", "shrank"]) }).nullable(),
});

/** @throws CommandError when they could not be read: never the same as "none" */
export async function readFiles({ schedule, verification }: DeployedFiles, now: Date): Promise<FilesStatus> {
  const lines: string[] = [];
  const exitCode = await verification.run(["drill", "files"], (line) => lines.push(line));
  const there = exitCode === 0 ? answer.safeParse(jsonOf(lines.at(-1) ?? "")) : undefined;
  if (!there?.success) {
    throw new CommandError(`could not read the files of ${verification.of}: ${lines.slice(-3).join("\n")}`, exit.couldNotAsk);
  }
  const newestEvidence = newestOf(1, await readEvidence(verification, 1));
  const due = lastTime(schedule, new Date(now.getTime() - lateAfter * 1000));
  const { newest } = there.data;
  const verdict = () => {
    if (!newest) return "none yet";
    if (newest.outcome !== "good") return newest.outcome;
    if (due && Date.parse(newest.finishedAt) < due.getTime()) return "overdue";
    const problem = problemOf(newestEvidence, verification.schedule, now);
    return problem ? `verification ${problem.op}` : "ok";
  };
  return { of: verification.of, schedule, ...there.data, verification: newestEvidence ?? null, verdict: verdict() };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
