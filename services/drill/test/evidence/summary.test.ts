import { healthy } from "../assertions/healthy";
import { measuredOf, summary } from "../../src/evidence/summary";
import { metrics } from "../../src/evidence/metrics";
import { evidenceOf } from "./evidence-of";

/** With round figures. */
function measured() {
  const facts = healthy();
  facts.run.recoverySeconds = { restore: 4, consistent: 3, replay: 2, writable: 1 };
  facts.run.lostSeconds = 12.34;
  return evidenceOf({ facts });
}
const unknown = { unknown: "nothing was restored" };

test("a pass, with what was measured", () => {
  expect(summary(measured())).toBe(
    `PASS: backup 20261125-020000F, 2 passed, 0 failed, 0 unknown, 1 skipped
  recovery 10.0 s: restore 4.0, consistent 3.0, replay 2.0, writable 1.0
  a loss when this began would have cost 12.3 s`,
  );
});

test("everything that failed, is not known or is missed, and nothing that is well", () => {
  const evidence = evidenceOf({
    outcome: "fail",
    facts: null,
    counts: { pass: 1, fail: 1, unknown: 1, skip: 2 },
    assertions: [
      { id: "a", title: "A", outcome: "pass" },
      { id: "b", title: "B", outcome: "fail", expected: "3 rows", found: "2 rows" },
      { id: "c", title: "C", outcome: "unknown", reason: "not read" },
      { id: "d", title: "D", outcome: "skip", reason: "no span" },
      { id: "hypertables-equal", title: "H", outcome: "skip", reason: "no TimescaleDB" },
    ] as never,
  });
  expect(summary(evidence)).toBe(
    `FAIL: backup 20261125-020000F, 1 passed, 1 failed, 1 unknown, 2 skipped
  FAIL b: expected 3 rows, found 2 rows
  UNKNOWN c: not read
  SKIPPED d: no span`,
  );
});

test("no backup at all, and why", () => {
  const counts = { pass: 0, fail: 0, unknown: 0, skip: 0 };
  const evidence = evidenceOf({ outcome: "could-not-verify", backup: null, reason: "the repository has no backup", facts: null, counts });
  expect(summary(evidence)).toBe("COULD-NOT-VERIFY: no backup could be looked at\n  the repository has no backup");
});

test("what was not measured is never a zero", () => {
  const facts = healthy();
  expect(measuredOf(evidenceOf({ facts: null }))).toEqual({ recovery: {} });
  expect(measuredOf(evidenceOf({ facts: { ...facts, run: unknown } }))).toEqual({ recovery: {} });
  const run = { ...facts.run, recoverySeconds: { restore: 4, consistent: unknown, replay: 2, writable: 1 }, lostSeconds: unknown };
  expect(measuredOf(evidenceOf({ facts: { ...facts, run } }))).toEqual({ recovery: { restore: 4, replay: 2, writable: 1 } });
});

describe("metrics (BR10)", () => {
  test("the newest verification in Prometheus' text format", () => {
    expect(metrics([evidenceOf({ finishedAt: "2026-11-24T04:01:00.000Z" }), { ...measured(), outcome: "partial" }])).toBe(
      `# HELP ballast_verification_outcome 1 for the outcome of the newest verification.
# TYPE ballast_verification_outcome gauge
ballast_verification_outcome{store="postgres",outcome="pass"} 0
ballast_verification_outcome{store="postgres",outcome="fail"} 0
ballast_verification_outcome{store="postgres",outcome="partial"} 1
ballast_verification_outcome{store="postgres",outcome="could-not-verify"} 0
# HELP ballast_verification_timestamp_seconds When the newest verification ended.
# TYPE ballast_verification_timestamp_seconds gauge
ballast_verification_timestamp_seconds{store="postgres"} ${Date.UTC(2026, 10, 25, 4, 1) / 1000}
# HELP ballast_verification_passed_timestamp_seconds When the last verification that passed ended; absent when none has.
# TYPE ballast_verification_passed_timestamp_seconds gauge
ballast_verification_passed_timestamp_seconds{store="postgres"} ${Date.UTC(2026, 10, 24, 4, 1) / 1000}
# HELP ballast_verification_assertions Assertions of the newest verification by what became of them.
# TYPE ballast_verification_assertions gauge
ballast_verification_assertions{store="postgres",outcome="pass"} 2
ballast_verification_assertions{store="postgres",outcome="fail"} 0
ballast_verification_assertions{store="postgres",outcome="unknown"} 0
ballast_verification_assertions{store="postgres",outcome="skip"} 1
# HELP ballast_verification_recovery_seconds Measured time of each part of a recovery.
# TYPE ballast_verification_recovery_seconds gauge
ballast_verification_recovery_seconds{store="postgres",part="restore"} 4
ballast_verification_recovery_seconds{store="postgres",part="consistent"} 3
ballast_verification_recovery_seconds{store="postgres",part="replay"} 2
ballast_verification_recovery_seconds{store="postgres",part="writable"} 1
# HELP ballast_verification_lost_seconds What a loss when the verification began would have cost.
# TYPE ballast_verification_lost_seconds gauge
ballast_verification_lost_seconds{store="postgres"} 12.34
`,
    );
  });

  test("a figure that is not known is absent, and so is a pass that never was", () => {
    const text = metrics([evidenceOf({ outcome: "fail", facts: null })]);
    for (const name of ["passed_timestamp", "recovery_seconds", "lost_seconds"]) expect(text).not.toContain(name);
    expect(metrics([])).toBe("");
  });
});
