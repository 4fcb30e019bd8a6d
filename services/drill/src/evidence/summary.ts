import type { AnyFacts } from "../facts";
import { mayBeMissed } from "../judge";
import type { Evidence } from "./evidence";

/** @returns what the evidence says, for people */
export function summary(evidence: Evidence<AnyFacts>): string {
  const { outcome, backup, counts, reason } = evidence;
  const judged = `${counts.pass} passed, ${counts.fail} failed, ${counts.unknown} unknown, ${counts.skip} skipped`;
  return [
    `${outcome.toUpperCase()}: ${backup ? `backup ${backup}, ${judged}` : "no backup could be looked at"}`,
    ...(reason === null ? [] : [`  ${reason}`]),
    ...evidence.assertions.flatMap((each) => {
      if (each.outcome === "fail") return [`  FAIL ${each.id}: expected ${each.expected}, found ${each.found}`];
      if (each.outcome === "unknown") return [`  UNKNOWN ${each.id}: ${each.reason}`];
      return each.outcome === "skip" && !mayBeMissed(each) ? [`  SKIPPED ${each.id}: ${each.reason}`] : [];
    }),
    ...measured(evidence),
  ].join("\n");
}

/** Seconds that were measured; nothing where they were not. */
export function measuredOf({ facts }: Evidence<AnyFacts>): { recovery: Record<string, number>; lost?: number } {
  if (!facts || "unknown" in facts || "unknown" in facts.run) return { recovery: {} };
  const { recoverySeconds, lostSeconds } = facts.run;
  const recovery =
    "unknown" in recoverySeconds
      ? {}
      : Object.fromEntries(Object.entries(recoverySeconds).flatMap(([part, value]) => (typeof value === "number" ? [[part, value]] : [])));
  return { recovery, ...(typeof lostSeconds === "number" && { lost: lostSeconds }) };
}

function measured(evidence: Evidence<AnyFacts>): string[] {
  const { recovery, lost } = measuredOf(evidence);
  const parts = Object.entries(recovery);
  const total = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return [
    ...(parts.length > 0
      ? [`  recovery ${total.toFixed(1)} s: ${parts.map(([part, seconds]) => `${part} ${seconds.toFixed(1)}`).join(", ")}`]
      : []),
    ...(lost === undefined ? [] : [`  a loss when this began would have cost ${lost.toFixed(1)} s`]),
  ];
}
