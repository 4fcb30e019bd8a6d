import type { Evidence } from "../../src/evidence/evidence";
import { healthy } from "../assertions/healthy";

/** Evidence of a verification that passed, with what a test changes in it. */
export function evidenceOf(change: Partial<Evidence> = {}): Evidence {
  return {
    version: 1,
    store: "postgres",
    repository: 1,
    backup: "20261125-020000F",
    startedAt: "2026-11-25T04:00:00.000Z",
    finishedAt: "2026-11-25T04:01:00.000Z",
    seed: "seed",
    outcome: "pass",
    reason: null,
    counts: { pass: 2, fail: 0, unknown: 0, skip: 1 },
    assertions: [],
    facts: healthy(),
    ...change,
  };
}
