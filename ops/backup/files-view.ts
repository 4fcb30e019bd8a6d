import { table } from "../table";
import { sizeText } from "./amounts";
import type { FilesStatus } from "./files";

const header = ["FILES", "SCHEDULE", "COUNT", "SIZE", "NEWEST", "FINISHED AT", "LAST VERIFICATION", "VERDICT"];

/** @returns a table, with an empty line before it */
export function filesText(files: FilesStatus[], colours: boolean): string {
  const rows = files.map(({ of, schedule, count, sizeBytes, newest, verification, verdict }) => [
    of,
    schedule,
    String(count),
    sizeText(sizeBytes),
    newest?.file ?? "-",
    newest?.finishedAt ?? "-",
    verification ? `${verification.outcome}, ${verification.finishedAt}` : "none",
    verdict === "ok" ? verdict : { text: verdict, colour: "red" as const },
  ]);
  return `\n${table(header, rows, colours)}`;
}
