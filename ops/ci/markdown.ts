import type { Difference } from "../drift";
import type { PreviewReport } from "./preview-report";

/** By this a comment or an issue is found again, to be updated and not repeated. */
export const marker = (what: string): string => `<!-- ballast: ${what} -->`;

/** Characters that GitHub takes in one comment. */
const limit = 65_536;
const tooLong = "\n\nThe rest is in the job's log: this is all that fits into a comment.\n";
/** Rows of a table, and characters of a finding. */
const most = { rows: 100, text: 2_000 };

/** One comment for all stacks. The reports may come from anybody's fork, so nothing in them is Markdown here. */
export function previewMarkdown(reports: PreviewReport[]): string {
  const parts = reports.length > 0 ? reports.map(stackMarkdown) : ["No preview left a report: nothing is known. See the job's log."];
  const text = [marker("preview"), "## Preview", ...parts].join("\n\n");
  return text.length <= limit ? text : text.slice(0, limit - tooLong.length) + tooLong;
}

function stackMarkdown({ stack, succeeded, changes, resources, findings }: PreviewReport): string {
  const verdict = succeeded ? summary(changes) : "**failed**: it must not be deployed like this";
  return [`### Stack ${code(stack)}: ${verdict}`, ...findingsMarkdown(findings), ...resourcesMarkdown(resources)].join("\n\n");
}

const words: [string, string][] = [
  ["create", "to create"],
  ["update", "to update"],
  ["replace", "to replace"],
  ["delete", "to delete"],
  ["import", "to import"],
];

function summary(changes: Record<string, number>): string {
  const parts = words.flatMap(([op, word]) => (changes[op] ? [`${changes[op]} ${word}`] : []));
  return [...(parts.length > 0 ? parts : ["no changes"]), `${changes["same"] ?? 0} unchanged`].join(", ");
}

function findingsMarkdown(findings: PreviewReport["findings"]): string[] {
  if (findings.length === 0) return [];
  return [
    `${findings.length} finding${findings.length === 1 ? "" : "s"}:`,
    ...findings.map(({ level, source, message }) => `**${level}** ${source && code(source)}\n${block(message)}`),
  ];
}

function resourcesMarkdown(resources: PreviewReport["resources"]): string[] {
  if (resources.length === 0) return [];
  const rows = resources.slice(0, most.rows).map(({ op, type, name, properties }) => [op, type, name, properties.join(", ")]);
  const more = resources.length > most.rows ? `\n\n${resources.length - most.rows} more are in the job's log.` : "";
  return [`<details><summary>Resources</summary>\n\n${tableOf(["change", "type", "name", "properties"], rows)}${more}\n\n</details>`];
}

/** @param differences undefined when it could not be asked */
export function driftMarkdown(stack: string, differences: Difference[] | undefined): string {
  const rows = differences?.map(({ where, op, resource, properties }) => [where, op, resource, properties.join(", ")]);
  return [
    marker(`drift ${stack}`),
    rows
      ? `${rows.length} drifted. Deploy stack ${code(stack)} again to undo it, or take it over into the configuration.`
      : `Whether stack ${code(stack)} drifted is **not known**: it could not be asked. See the job's log.`,
    ...(rows ? [tableOf(["where", "change", "resource", "properties"], rows)] : []),
  ].join("\n\n");
}

function tableOf(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map((cells) => line(cells.map((cell) => cell && code(cell))))].join("\n");
}

/** Text that is shown as it is: no link, no mention, no HTML, no end of the cell. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`|\r\n]/g, " ")}\``;
}

/** A fence that nothing in the text can close. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const shown = text.length <= most.text ? text : `${text.slice(0, most.text)} …`;
  return `${fence}text\n${shown}\n${fence}`;
}
