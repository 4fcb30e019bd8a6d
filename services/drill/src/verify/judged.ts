import type { Assertion } from "../assertions/assertion";
import { reasonOf } from "../defect";
import type { Evidence } from "../evidence/evidence";
import type { AnyFacts, Collected, Unknown } from "../facts";
import { judge, type Judgement } from "../judge";

export interface About<F> {
  about: Pick<Evidence, "store" | "repository" | "seed">;
  /** @returns name of the backup in the facts */
  backup: (facts: Exclude<Collected<F>, Unknown>) => unknown;
  progress: (text: string) => void;
}

/** @param gathering facts; whatever keeps them from being had is evidence as well */
export async function judged<F extends AnyFacts>(
  gathering: Promise<Collected<F>>,
  assertions: Assertion<F>[],
  { about, backup, progress }: About<F>,
): Promise<Evidence<F>> {
  const startedAt = new Date().toISOString();
  const facts = await gathering.catch((error: unknown) => error as Error);
  const traced = (defect: Error): void => progress(defect.stack ?? defect.message);
  const failed = facts instanceof Error;
  const name = failed || "unknown" in facts ? null : backup(facts as Exclude<Collected<F>, Unknown>);
  return {
    ...(failed ? couldNotVerify(reasonOf(facts, traced)) : judge<F>(facts, assertions, traced)),
    ...about,
    version: 1,
    backup: typeof name === "string" ? name : null,
    startedAt,
    finishedAt: new Date().toISOString(),
    facts: failed ? null : facts,
  };
}

function couldNotVerify(reason: string): Judgement {
  return { outcome: "could-not-verify", reason, counts: { pass: 0, fail: 0, unknown: 0, skip: 0 }, assertions: [] };
}
