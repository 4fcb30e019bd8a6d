import { redaction } from "../../../ops/redact";

/** SE1: what Pulumi prints of secrets in plain text is not shown. The lines are those of Pulumi 3.256. */
const through = (lines: string[]) => lines.map(redaction()).filter((line) => line !== undefined);
const event = (severity: string, message: string) =>
  JSON.stringify({ sequence: 1, diagnosticEvent: { urn: "u", message, color: "never", severity } });

test("of a plan that was violated, the resource is shown and no value, however many lines it has", () => {
  expect(
    through([
      " +  docker:index:Network redis created (2s)",
      "    error: resource urn:pulumi:dev::ballast::x::shop-files violates plan: properties changed: ++uploads[{a}!={[global]",
      "    repo1-cipher-pass=hush",
      "    }]",
      "Resources:",
    ]),
  ).toEqual([
    " +  docker:index:Network redis created (2s)",
    "    error: resource urn:pulumi:dev::ballast::x::shop-files violates plan: properties changed (not shown: Pulumi prints secrets here)",
  ]);
});

test("of events, debug messages are left out and a violation loses its values; the stream goes on", () => {
  const other = JSON.stringify({ sequence: 2, summaryEvent: { resourceChanges: { same: 1 } } });
  const shown = through([
    event("debug", "RegisterResource RPC finished: hush"),
    event("error", "resource u violates plan: properties changed: ++value[hush]"),
    event("warning", "mind the gap"),
    '{"diagnosticEvent": {"severity": "debug", "message": "hush and the end is miss',
    other,
  ]);
  expect(shown.map((line) => JSON.parse(line) as unknown)).toEqual([
    JSON.parse(event("error", "resource u violates plan: properties changed (not shown: Pulumi prints secrets here)")),
    JSON.parse(event("warning", "mind the gap")),
    JSON.parse(other),
  ]);
});

test("everything else is shown as it was written", () => {
  const lines = ["{", '    "diagnosticEvent": "in a digest"', "", "  indented  "];
  expect(through(lines)).toEqual(lines);
});
