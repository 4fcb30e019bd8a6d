import { blocks, type Counts, type Finding, type Report } from "./report";

/** One finding as a person reads it: what it is, then expected, found, fix and page, each on a line of its own. */
export function findingText({ id, title, expected, found, fix, page, accepted }: Finding): string {
  const details = { expected, found, fix, more: page };
  const lines = Object.entries(details).flatMap(([name, value]) => (value ? [`  ${`${name}:`.padEnd(10)}${value}`] : []));
  return [`${title} (${id}${accepted ? ", accepted" : ""})`, ...lines].join("\n");
}

/** The counters add up to the number of findings. */
export function countsText({ passed, warnings, failed, errors, skipped }: Counts): string {
  return `${passed} passed, ${warnings} ${warnings === 1 ? "warning" : "warnings"}, ${failed} failed, ${errors} could not check, ${skipped} skipped`;
}

export const blockingTexts = ({ findings }: Report): string[] => findings.filter(blocks).map(findingText);

/** What somebody should read although nothing blocks, and where to find more; empty when there is nothing of the kind. */
export function noticeText(report: Report): string {
  if (report.verdict === "pass") return "";
  const warnings = report.findings.filter(({ level }) => level === "warn").map((finding) => `warning: ${findingText(finding)}`);
  return [...warnings, lastLine(report)].join("\n");
}

export function lastLine({ counts, duration, evidence }: Report): string {
  const kept = "file" in evidence ? `report and facts: ${evidence.file}` : `report and facts could not be kept: ${evidence.error}`;
  return `preflight: ${countsText(counts)} in ${(duration / 1000).toFixed(1)} s; ${kept}`;
}
