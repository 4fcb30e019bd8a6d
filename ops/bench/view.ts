import { table, type Cell } from "../table";
import type { Figures } from "./figures";
import type { Target } from "./target";

export interface Measured extends Target {
  figures: Figures;
}

const header = ["ENDPOINT", "URL", "REQUESTS", "ERRORS", "PER SECOND", "P50 ms", "P90 ms", "P99 ms", "MAX ms", "GOAL"];

export function benchText(all: Measured[], colours: boolean): string {
  return table(header, all.map(row), colours);
}

function row({ endpoint, url, goal, figures }: Measured): Cell[] {
  const { requests, perSecond, milliseconds } = figures;
  const times = milliseconds
    ? [milliseconds.p50, milliseconds.p90, milliseconds.p99, milliseconds.max].map((ms) => ms.toFixed(2))
    : ["-", "-", "-", "-"];
  return [
    endpoint,
    url,
    String(requests),
    errorsText(figures.errors),
    perSecond.toFixed(1),
    ...times,
    goal ? goalCell(goal.p99, milliseconds?.p99) : "",
  ];
}

function errorsText(errors: Figures["errors"]): string {
  const kinds = Object.entries(errors).map(([kind, count]) => `${count} ${kind}`);
  return kinds.join(", ") || "0";
}

function goalCell(goal: number, p99: number | undefined): Cell {
  if (p99 === undefined) return { text: `p99 < ${goal} ms: not measured`, colour: "red" };
  return p99 < goal ? { text: `p99 < ${goal} ms: met`, colour: "green" } : { text: `p99 < ${goal} ms: missed`, colour: "red" };
}
