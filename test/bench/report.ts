import { table, type Cell } from "../../ops/table";
import type { Alone, Measured, NotMeasured, Result } from "./benchmark";
import { median } from "./measure";

export function met(result: Measured): boolean | undefined {
  const { target, ratios } = result;
  if (target === undefined) return undefined;
  return largerIsBetter(result) ? median(ratios) >= target : median(ratios) <= target;
}

/** Of the ratio. */
const largerIsBetter = ({ ratio, moreIsBetter = false }: Pick<Measured, "ratio" | "moreIsBetter">): boolean =>
  (ratio === "ours/plain") === moreIsBetter;

/** Medians, with the smallest and the largest in brackets. */
export function resultsTable(results: Result[], colours: boolean): string {
  const rows = results.map((result): Cell[] => {
    if ("reason" in result) return [result.what, "", "", "", target(result), { text: "could not be measured", colour: "yellow" }];
    if (!("ratio" in result)) return [result.what, spread(result.ours, ` ${result.unit}`), "", "", "none", "–"];
    const { what, ours, plain, ratios, ratio, unit = "s" } = result;
    return [what, spread(ours, ` ${unit}`), spread(plain, ` ${unit}`), `${spread(ratios)} ${ratio}`, target(result), verdict(result)];
  });
  return table(["WHAT", "OURS", "PLAIN", "RATIO", "TARGET", "MET"], rows, colours);
}

/** What the table has no room for. */
export function remarks(results: Result[]): string {
  return results
    .map((result) => {
      const lines = "reason" in result ? [`could not be measured: ${result.reason}`] : [...against(result), ...result.notes];
      return [result.what, ...lines.map((line) => `  ${line}`)].join("\n");
    })
    .join("\n");
}

const against = (result: Measured | Alone): string[] => ("against" in result ? [`plain is ${result.against}`] : []);

export function asJson(results: Result[]): string {
  const documents = results.map((result) => {
    if ("reason" in result) return { ...result, measured: false };
    if (!("ratio" in result)) return { ...result, measured: true, median: median(result.ours) };
    return { ...result, measured: true, median: median(result.ratios), met: met(result) ?? null };
  });
  return JSON.stringify(documents, null, 2);
}

function spread(values: number[], unit = ""): string {
  const digits = (value: number) => value.toFixed(2);
  return `${digits(median(values))}${unit} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`;
}

function target(result: Measured | NotMeasured): string {
  if (result.target === undefined) return "none";
  return `${"ratio" in result && largerIsBetter(result) ? "≥" : "≤"} ${result.target}`;
}

function verdict(result: Measured): Cell {
  const is = met(result);
  if (is === undefined) return "–";
  return is ? { text: "yes", colour: "green" } : { text: "no", colour: "red" };
}
