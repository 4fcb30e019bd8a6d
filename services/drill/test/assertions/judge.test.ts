import { assertions } from "../../src/assertions";
import { pass, skip, type Assertion, type Verdict } from "../../src/assertions/assertion";
import { judge } from "../../src/judge";
import { healthy } from "./healthy";

const assertion = (id: string, verdict: Verdict | Error): Assertion => ({
  id,
  title: id,
  judge: () => {
    if (verdict instanceof Error) throw verdict;
    return verdict;
  },
});
const failure = assertion("f", { outcome: "fail", expected: "1", found: "2" });
const unknown = assertion("u", { outcome: "unknown", reason: "no answer" });
const good = assertion("p", pass);

const outcomeOf = (...all: Assertion[]) => judge(healthy(), all).outcome;

test("a healthy backup passes all", () => {
  expect(judge(healthy(), assertions)).toMatchObject({
    outcome: "pass",
    reason: null,
    counts: { pass: assertions.length, fail: 0, unknown: 0, skip: 0 },
  });
});

test.each([
  ["pass", [good, good]],
  ["fail", [good, failure]],
  ["fail", [unknown, failure, assertion("chain-complete", skip("no"))]],
  ["partial", [good, unknown]],
  ["partial", [good, assertion("chain-complete", skip("no"))]],
  ["partial", []],
  ["pass", [good, assertion("timescale-jobs-equal", skip("no TimescaleDB"))]],
] as const)("%s: case %#", (outcome, all) => {
  expect(outcomeOf(...all)).toBe(outcome);
});

describe("one that throws", () => {
  const defect = new TypeError("no such thing");
  const reason = "this is a defect of ballast, and says nothing of the backup: TypeError: no such thing";

  test("is unknown, and the run a defect of the program, which is told", () => {
    const told: Error[] = [];
    const { assertions: judged, ...rest } = judge(healthy(), [good, assertion("x", defect)], (error) => told.push(error));
    expect(rest).toEqual({ outcome: "could-not-verify", reason, counts: { pass: 1, fail: 0, unknown: 1, skip: 0 } });
    expect(judged[1]).toEqual({ id: "x", title: "x", outcome: "unknown", reason });
    expect(told).toEqual([defect]);
  });

  test("hides no failure", () => {
    expect(judge(healthy(), [assertion("x", defect), failure])).toMatchObject({ outcome: "fail", reason: null });
  });
});

test("what could not start is not judged", () => {
  const facts = healthy();
  facts.run.couldNotStart = "the repository is empty";
  expect(judge(facts, assertions)).toEqual({
    outcome: "could-not-verify",
    reason: "the repository is empty",
    counts: { pass: 0, fail: 0, unknown: 0, skip: 0 },
    assertions: [],
  });
});

test.each([
  ["limits", (facts: ReturnType<typeof healthy>) => (facts.run.limits = null), "pass"],
  ["a recovery sheet", (facts: ReturnType<typeof healthy>) => (facts.run.key.from = "stack"), "pass"],
  ["a backup before it", (facts: ReturnType<typeof healthy>) => (facts.backup.previous = null), "pass"],
  ["the choice of the newest", (facts: ReturnType<typeof healthy>) => (facts.run.requestedLabel = "20261125-020000F"), "pass"],
  [
    "TimescaleDB",
    (facts: ReturnType<typeof healthy>) =>
      [...facts.manifest!.databases, ...facts.copy.atManifest.databases].forEach((one) => (one.timescale = null)),
    "pass",
  ],
  ["a point in time", (facts: ReturnType<typeof healthy>) => (facts.target = null), "partial"],
  ["a manifest", (facts: ReturnType<typeof healthy>) => (facts.manifest = null), "fail"],
])("without %s", (_what, change, outcome) => {
  const facts = healthy();
  change(facts);
  expect(judge(facts, assertions).outcome).toBe(outcome);
});

test("facts survive JSON, as they are kept in the evidence", () => {
  expect(JSON.parse(JSON.stringify(healthy()))).toEqual(healthy());
});
