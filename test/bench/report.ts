import { table, type Cell } from "../../ops/table";
import type { Measured, Result } from "./benchmark";
import { median } from "./measure";

export function met({ target, ratio, ratios }: Measured): boolean | undefined {
  if (target === undefined) return undefined;
  return ratio === "ours/plain" ? median(ratios) <= target : median(ratios) >= target;
}

/** Medians, with the smallest and the largest in brackets. */
export function resultsTable(results: Result[], colours: boolean): string {
  const rows = results.map((result): Cell[] => {
    if ("reason" in result) return [result.what, "", "", "", target(result), { text: "could not be measured", colour: "yellow" }];
    const { what, ours, plain, ratios, ratio } = result;
    return [what, spread(ours, " s"), spread(plain, " s"), `${spread(ratios)} ${ratio}`, target(result), verdict(result)];
  });
  return table(["WHAT", "OURS", "PLAIN", "RATIO", "TARGET", "MET"], rows, colours);
}

/** What the table has no room for. */
export function remarks(results: Result[]): string {
  return results
    .map((result) => {
      const lines = "reason" in result ? [`could not be measured: ${result.reason}`] : [`plain is ${result.against}`, ...result.notes];
      return [result.what, ...lines.map((line) => `  ${line}`)].join("\n");
    })
    .join("\n");
}

export function asJson(results: Result[]): string {
  const documents = results.map((result) =>
    "reason" in result
      ? { ...result, measured: false }
      : { ...result, measured: true, median: median(result.ratios), met: met(result) ?? null },
  );
  return JSON.stringify(documents, null, 2);
}

function spread(values: number[], unit = ""): string {
  const digits = (value: number) => value.toFixed(2);
  return `${digits(median(values))}${unit} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`;
}

function target(result: Result): string {
  if (result.target === undefined) return "none";
  return `${"ratio" in result && result.ratio === "plain/ours" ? "≥" : "≤"} ${result.target}`;
}

function verdict(result: Measured): Cell {
  const is = met(result);
  if (is === undefined) return "–";
  return is ? { text: "yes", colour: "green" } : { text: "no", colour: "red" };
}
