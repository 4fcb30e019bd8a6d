import { skip, withFact, type KubernetesInput } from "../../check";
import type { Known } from "../../facts";
import type { Found } from "../../report";

/** Skips where the cluster does not answer, which is told once, by the check of the cluster; then judges the fact. */
export function withCluster<T>(
  { facts: { cluster } }: KubernetesInput,
  check: { id: string; title: string },
  fact: Known<T>,
  judge: (value: T) => Found[],
): Found[] {
  return cluster.state === "answers" ? withFact(fact, check.id, check.title, judge) : [skip(check.title, "the cluster did not answer")];
}
