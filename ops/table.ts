import { styleText } from "node:util";

export type Colour = "red" | "yellow" | "green";

export type Cell = string | { text: string; colour: Colour };

/** Columns as wide as their widest cell, two spaces apart, no spaces at the end of a line. */
export function table(header: string[], rows: Cell[][], colours: boolean): string {
  const all: Cell[][] = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => textOf(row[column]).length)));
  return all.map((row) => line(row, widths, colours)).join("\n");
}

function line(row: Cell[], widths: number[], colours: boolean): string {
  const last = row.findLastIndex((cell) => textOf(cell) !== "");
  return row
    .slice(0, last + 1)
    .map((cell, column) => {
      const text = textOf(cell);
      const padding = column === last ? "" : " ".repeat((widths[column] ?? 0) - text.length);
      return (typeof cell === "object" && colours ? styleText(cell.colour, text, { validateStream: false }) : text) + padding;
    })
    .join("  ");
}

const textOf = (cell: Cell | undefined): string => (typeof cell === "object" ? cell.text : (cell ?? ""));

/** Colours are for people: never in a file or a pipe, and never against NO_COLOR (no-color.org). */
export function wantsColours(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !env["NO_COLOR"];
}
