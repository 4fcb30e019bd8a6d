import { percentile } from "../bench/figures";
import { table, type Cell } from "../table";
import { drilled, type Drill, type History } from "./history";

const header = ["FINISHED AT", "OF", "OUTCOME", "RPO s", "RTO s", ""];
/** Characters of the longest bar. */
const width = 24;
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A line for each, with its RTO as a bar, and a summary of each kind. */
export function historyText({ drills, notGenuine }: History, colours: boolean): string {
  if (drills.length + notGenuine.length === 0) return "No recovery was tried yet";
  const longest = Math.max(...drills.map(({ rtoSeconds }) => rtoSeconds ?? 0));
  const summaries = drilled.map((of) => summaryOf(of, drills)).filter((line) => line !== null);
  return [
    table(
      header,
      drills.map((drill) => row(drill, longest)),
      colours,
    ),
    "",
    ...summaries,
    ...notGenuine.map(({ of, file, reason }) => `not genuine: ${file} of ${of}: ${reason}`),
  ].join("\n");
}

function row({ finishedAt, of, outcome, rpoSeconds, rtoSeconds }: Drill, longest: number): Cell[] {
  const cell: Cell = outcome === "pass" ? outcome : { text: outcome, colour: "red" };
  return [finishedAt, of, cell, secondsText(rpoSeconds), secondsText(rtoSeconds), bar(rtoSeconds, longest)];
}

/** To an eighth of a character. Nothing for what was not measured. */
export function bar(seconds: number | null, longest: number): string {
  if (seconds === null || longest <= 0) return "";
  const length = Math.round((seconds / longest) * width * 8);
  return "█".repeat(Math.floor(length / 8)) + (eighths[length % 8] as string);
}

function summaryOf(of: Drill["of"], drills: Drill[]): string | null {
  const own = drills.filter((drill) => drill.of === of);
  if (own.length === 0) return null;
  const passed = own.filter(({ outcome }) => outcome === "pass").length;
  const measured = Float64Array.from(own.flatMap(({ rtoSeconds }) => rtoSeconds ?? [])).sort();
  const rto =
    measured.length === 0 ? "not measured" : `${percentile(measured, 50)} s in half of them, ${percentile(measured, 100)} s at most`;
  return `${of}: ${passed} of ${own.length} passed; RTO ${rto}`;
}

const secondsText = (seconds: number | null): string => (seconds === null ? "unknown" : seconds.toFixed(1));
