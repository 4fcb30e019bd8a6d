import { checks, idsOf } from "../components/preflight/checks";
import type { Level, Report } from "../components/preflight/report";
import { findingText, lastLine } from "../components/preflight/text";
import { table, type Colour } from "./table";

const words: Record<Level, { text: string; colour: Colour }> = {
  pass: { text: "passed", colour: "green" },
  warn: { text: "warning", colour: "yellow" },
  fail: { text: "failed", colour: "red" },
  error: { text: "could not check", colour: "red" },
  skip: { text: "skipped", colour: "yellow" },
};

/** A table of the findings, each that asks for something in full, and the counters. */
export function preflightText(report: Report, colours: boolean): string {
  const rows = report.findings.map(({ check, level, found, title }) => [
    check,
    words[level],
    level === "pass" || level === "skip" ? found : title,
  ]);
  const details = report.findings.filter(({ page }) => page).map((finding) => `${words[finding.level].text}: ${findingText(finding)}`);
  return [table(["CHECK", "RESULT", "FOUND"], rows, colours), ...details, lastLine(report)].join("\n\n");
}

/** The checks of each platform, and the findings each can have. */
export function listText(colours: boolean): string {
  const rows = Object.entries(checks).flatMap(([platform, some]) =>
    some.map((check) => [platform, check.id, check.title, idsOf(check).join(" ")]),
  );
  return table(["PLATFORM", "CHECK", "TITLE", "FINDINGS"], rows, colours);
}
