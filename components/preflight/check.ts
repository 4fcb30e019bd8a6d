import type { DockerNeeds, KubernetesNeeds, Needs } from "../platform/needs";
import type { DockerFacts } from "./collect/docker/facts";
import type { KubernetesFacts } from "./collect/kubernetes/facts";
import type { Known } from "./facts";
import type { Found } from "./report";
import type { Settings } from "./settings";

interface Asked<N extends Needs> {
  needs: N;
  settings: Settings;
}

export type DockerInput = Asked<DockerNeeds> & { facts: DockerFacts };
export type KubernetesInput = Asked<KubernetesNeeds> & { facts: KubernetesFacts };
export type CheckInput = DockerInput | KubernetesInput;

/** One of the things that are looked at. Pure: facts in, findings out. */
export interface Check<Input extends CheckInput> {
  id: string;
  title: string;
  /** Every kind of finding it can have, and what follows the kind in the id where there can be several: `port-in-use:PORT`. */
  kinds: Record<string, "" | "PORT" | "ADDRESS" | "FOLDER" | "IMAGE" | "HOST">;
  /** Checks that explain why this one was skipped; they run with it. */
  requires?: string[];
  /** @returns at least one finding */
  run(input: Input): Found[];
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

export function withFact<T>(fact: Known<T>, check: string, title: string, judge: (value: T) => Found[]): Found[] {
  return "value" in fact ? judge(fact.value) : [unknown(check, title, fact.error)];
}
