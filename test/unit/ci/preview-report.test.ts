import { previewReport, reportOf } from "../../../ops/ci/preview-report";

/** PF3, SE5: every finding of a preview reaches the reviewer. The events are shaped as Pulumi 3.256 writes them. */
const urn = (name: string) => `urn:pulumi:dev::ballast::docker:index/container:Container::${name}`;
const step = (op: string, name: string, diffs?: string[]) => ({
  sequence: 1,
  resourcePreEvent: {
    metadata: { op, urn: urn(name), type: "docker:index/container:Container", diffs, new: { inputs: { uploads: "hush" } } },
  },
});
const told = (severity: string, message: string, name?: string) => ({
  diagnosticEvent: { severity, message, prefix: `${severity}: `, color: "never", ...(name && { urn: urn(name) }) },
});
const summary = (result: string) => ({ summaryEvent: { result, resourceChanges: { same: 30, update: 1, create: 2 }, isPreview: true } });
const lines = (...events: object[]) => [...events.map((event) => JSON.stringify(event)), ""];

test("changes are counted and named, with the names of their properties and no value", () => {
  const events = lines(
    step("same", "redis"),
    step("update", "gateway", ["memory"]),
    step("create-replacement", "notes"),
    step("replace", "notes", ["image"]),
    step("delete-replaced", "notes"),
    summary("succeeded"),
  );
  const report = reportOf("dev", events);
  const type = "docker:index/container:Container";
  expect(report).toEqual({
    stack: "dev",
    succeeded: true,
    changes: { same: 30, update: 1, create: 2 },
    resources: [
      { op: "update", type, name: "gateway", properties: ["memory"] },
      { op: "replace", type, name: "notes", properties: ["image"] },
    ],
    findings: [],
  });
  expect(JSON.stringify(report)).not.toContain("hush");
  expect(previewReport.parse(report)).toEqual(report);
});

test("preflight and policies alike are findings, the worst first; debug messages are none", () => {
  const { findings, succeeded } = reportOf(
    "dev",
    lines(
      told("info#err", "  building\n"),
      told("debug", "hush"),
      told("warning", "disk: got 20 GB, expected 30 GB\n", "preflight"),
      {
        policyEvent: { policyName: "limits", message: "has no memory limit.\n", enforcementLevel: "mandatory", resourceUrn: urn("notes") },
      },
      { policyEvent: { policyName: "spread", message: "is alone.", enforcementLevel: "advisory" } },
      told("error", "memory: got 2 GB\nfix: buy more", "preflight"),
      summary("failed"),
    ),
  );
  expect(succeeded).toBe(false);
  expect(findings).toEqual([
    { level: "error", source: "policy limits, notes", message: "has no memory limit." },
    { level: "error", source: "preflight", message: "memory: got 2 GB\nfix: buy more" },
    { level: "warning", source: "preflight", message: "disk: got 20 GB, expected 30 GB" },
    { level: "warning", source: "policy spread", message: "is alone." },
    { level: "info", source: "", message: "building" },
  ]);
});

test("a preview that did not come to its end, or said nothing, did not succeed", () => {
  expect(reportOf("dev", lines(step("same", "redis"))).succeeded).toBe(false);
  expect(reportOf("dev", [""])).toMatchObject({ succeeded: false, findings: [] });
});

test("what is no event is a finding, and never swallowed", () => {
  expect(reportOf("dev", ["error: no such stack", "[1]"]).findings).toEqual([
    { level: "error", source: "", message: "error: no such stack" },
    { level: "error", source: "", message: "[1]" },
  ]);
});
