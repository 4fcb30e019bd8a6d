import type { StatusReport } from "./status-report";
import { statusText } from "./status-view";
import { table } from "./table";

export interface UpSummary {
  stack: string;
  /** Resources by operation, as Pulumi's history has them; absent when nothing was updated. */
  changes?: Record<string, number> | undefined;
  /** Absent where the stack has no outputs. */
  report?: StatusReport | undefined;
  endpoints: Record<string, string>;
  /** Milliseconds. */
  time: { total: number; toolchain: number; pulumi: number };
}

export function upSummary({ stack, changes, report, endpoints, time }: UpSummary, colours: boolean): string {
  const urls = Object.entries(endpoints);
  return [
    `Stack ${stack}: ${changesText(changes)}`,
    ...(report ? [statusText(report, colours)] : []),
    ...(urls.length > 0 ? [table(["ENDPOINT", "URL"], urls, colours)] : []),
    `Stop it with ./ballast down${stack === "dev" ? "" : ` --stack ${stack}`} (protected volumes stay)\n` +
      `Took ${seconds(time.total)}: toolchain ${seconds(time.toolchain)}, pulumi ${seconds(time.pulumi)}`,
  ].join("\n\n");
}

/** The two halves of a replacement are left out: Pulumi counts the whole as well. */
const done: Record<string, string> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
};

function changesText(changes: Record<string, number> | undefined): string {
  const parts = Object.entries(done).flatMap(([operation, word]) => (changes?.[operation] ? [`${changes[operation]} ${word}`] : []));
  return parts.length > 0 ? `${parts.join(", ")}` : "nothing was updated";
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
