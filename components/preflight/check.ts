import type { Needs } from "../platform/needs";
import type { EngineFacts, Facts, Known } from "./facts";
import type { Found } from "./report";
import type { Settings } from "./settings";

export interface CheckInput {
  facts: Facts;
  needs: Needs;
  settings: Settings;
}

/** One of the things that are looked at. Pure: facts in, findings out. */
export interface Check {
  id: string;
  title: string;
  /** Every kind of finding it can have, and what follows the kind in the id where there can be several: `port-in-use:PORT`. */
  kinds: Record<string, "" | "PORT" | "ADDRESS" | "FOLDER" | "IMAGE" | "HOST">;
  /** Checks that explain why this one was skipped; they run with it. */
  requires?: string[];
  /** @returns at least one finding */
  run(input: CheckInput): Found[];
}

export const pass = (title: string, expected: string, found: string): Found => ({ level: "pass", title, expected, found });

export const skip = (title: string, found: string): Found => ({ level: "skip", title, expected: "", found });

/** Could not check: blocks like a failure. */
export function unknown(
  check: string,
  title: string,
  reason: string,
  fix = "mend what it says, and run `./ballast preflight` again",
): Found {
  return { level: "error", id: `${check}-unknown`, title: `${title}: could not be checked`, expected: "an answer", found: reason, fix };
}

/** What is wrong, or the pass where nothing is. */
export const orPass = (problems: Found[], passed: () => Found): Found[] => (problems.length > 0 ? problems : [passed()]);

/** Hands on what the engine said, or skips: that it does not answer is told once, by the check of the engine or of permissions. */
export function withEngine({ facts: { engine } }: CheckInput, title: string, judge: (engine: EngineFacts) => Found[]): Found[] {
  return engine.state === "answers" ? judge(engine) : [skip(title, "the Docker engine did not answer")];
}

export function withFact<T>(fact: Known<T>, check: string, title: string, judge: (value: T) => Found[]): Found[] {
  return "value" in fact ? judge(fact.value) : [unknown(check, title, fact.error)];
}
