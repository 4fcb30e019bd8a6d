import { z } from "zod";

/** What a reviewer has to know of one stack's preview. Names and messages alone: no value of a property is in it. */
export const previewReport = z.strictObject({
  stack: z.string().max(100),
  /** False unless Pulumi said so. */
  succeeded: z.boolean(),
  /** Resources by operation. */
  changes: z.record(z.string(), z.number()),
  resources: z.array(z.strictObject({ op: z.string(), type: z.string(), name: z.string(), properties: z.array(z.string()) })),
  findings: z.array(z.strictObject({ level: z.enum(["error", "warning", "info"]), source: z.string(), message: z.string() })),
});

export type PreviewReport = z.infer<typeof previewReport>;
type Finding = PreviewReport["findings"][number];

/** The events of `pulumi preview --json` with PULUMI_ENABLE_STREAMING_JSON_PREVIEW, as far as they are read here; others are skipped. */
const event = z.object({
  resourcePreEvent: z
    .object({ metadata: z.object({ op: z.string(), urn: z.string(), type: z.string(), diffs: z.array(z.string()).nullish() }) })
    .optional(),
  diagnosticEvent: z
    .object({ severity: z.string(), message: z.string(), prefix: z.string().default(""), urn: z.string().optional() })
    .optional(),
  policyEvent: z
    .object({ policyName: z.string(), message: z.string(), enforcementLevel: z.string(), resourceUrn: z.string().optional() })
    .optional(),
  summaryEvent: z.object({ resourceChanges: z.record(z.string(), z.number()).nullish(), result: z.string().optional() }).optional(),
});

/** The two halves of a replacement are left out: Pulumi tells of the whole as well. */
const shown = new Set(["create", "update", "replace", "delete", "import"]);

/** @param lines one JSON document each; a line that is none is Pulumi's own complaint, and a finding */
export function reportOf(stack: string, lines: string[]): PreviewReport {
  const report: PreviewReport = { stack, succeeded: false, changes: {}, resources: [], findings: [] };
  for (const line of lines.filter((text) => text.trim() !== "")) {
    const { resourcePreEvent, diagnosticEvent, policyEvent, summaryEvent } = parsed(line);
    const { op = "", urn = "", type = "", diffs } = resourcePreEvent?.metadata ?? {};
    if (shown.has(op)) report.resources.push({ op, type, name: nameOf(urn), properties: diffs ?? [] });
    if (diagnosticEvent) report.findings.push(...diagnosed(diagnosticEvent));
    if (policyEvent) report.findings.push(policed(policyEvent));
    if (summaryEvent) {
      report.changes = summaryEvent.resourceChanges ?? {};
      report.succeeded = summaryEvent.result === "succeeded";
    }
  }
  return { ...report, findings: report.findings.sort((a, b) => rank(a) - rank(b)) };
}

function parsed(line: string): z.infer<typeof event> {
  try {
    return event.parse(JSON.parse(line));
  } catch {
    return { diagnosticEvent: { severity: "error", message: line, prefix: "" } };
  }
}

function diagnosed({ severity, message, urn }: { severity: string; message: string; urn?: string | undefined }): Finding[] {
  const level = severity === "error" || severity === "warning" ? severity : "info";
  const text = message.trim();
  return severity === "debug" || text === "" ? [] : [{ level, source: nameOf(urn ?? ""), message: text }];
}

const policed = ({ policyName, message, enforcementLevel, resourceUrn }: NonNullable<z.infer<typeof event>["policyEvent"]>): Finding => ({
  level: enforcementLevel === "mandatory" ? "error" : "warning",
  source: [`policy ${policyName}`, nameOf(resourceUrn ?? "")].filter(Boolean).join(", "),
  message: message.trim(),
});

const rank = ({ level }: Finding): number => ["error", "warning", "info"].indexOf(level);
const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";
