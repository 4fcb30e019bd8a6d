import { assertions } from "../../services/drill/src/assertions";
import type { Fault } from "./fault";

const outcomes: Record<number, string> = {
  0: "the backup is made, nothing is removed",
  1: "`FAIL`, exit code 1",
  4: "`COULD-NOT-VERIFY`, exit code 4",
  137: "nothing: no evidence of that run, and the next one passes",
};

/** @returns a row for each, in Markdown */
export function table(faults: Fault[]): string {
  return ["| fault | detected by | what the user sees |", "|---|---|---|", ...faults.map(row)].join("\n");
}

function row({ name, kind, code, by }: Fault): string {
  const assertion = assertions.some(({ id }) => id === by);
  const how = code === 137 ? "its absence" : assertion ? `assertion \`${by}\`` : "its own words";
  const words = code === 137 || assertion ? "" : `, and ‘${by}’`;
  const outcome = kind === "backup" && code === 1 ? "the backup fails, exit code 1" : outcomes[code];
  return `| ${kind}: ${name} | ${how} | ${outcome}${words} |`;
}
