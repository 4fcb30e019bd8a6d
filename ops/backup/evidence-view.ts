import { table, type Cell } from "../table";
import type { Evidence, Found } from "./evidence";

const header = ["FINISHED AT", "REPOSITORY", "BACKUP", "OUTCOME", "RECOVERY s", "LOST s"];

export function evidenceText(found: Found[], colours: boolean): string {
  return found.length === 0 ? "No verification has been made" : table(header, found.map(row), colours);
}

export const evidenceJson = (stack: string, found: Found[]): string =>
  JSON.stringify(
    { stack, evidence: found.map(({ file, ...one }) => ({ file, ...(one.genuine ? { genuine: true, ...one.evidence } : one) })) },
    null,
    2,
  );

function row(found: Found): Cell[] {
  if (!found.genuine) return [found.file, "", "", { text: `not genuine: ${found.reason}`, colour: "red" }];
  const { finishedAt, repository, backup, outcome, recoverySeconds, lostSeconds } = found.evidence;
  return [finishedAt, String(repository), backup ?? "none", outcomeCell(outcome), secondsText(recoverySeconds), secondsText(lostSeconds)];
}

const outcomeCell = (outcome: Evidence["outcome"]): Cell => (outcome === "pass" ? outcome : { text: outcome, colour: "red" });

const secondsText = (seconds: number | null): string => (seconds === null ? "unknown" : seconds.toFixed(1));
