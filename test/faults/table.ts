import { assertions } from "../../services/drill/src/assertions";
import type { Fault } from "./fault";

const outcomes: Record<number, string> = {
  0: "the backup is made, nothing is removed",
  1: "`FAIL`, exit code 1",
  4: "`COULD-NOT-VERIFY`, exit code 4",
  137: "nothing: no evidence of that run, and the next one passes",
};

/** Of restores: each leaves the running server as it is. */
const restored: Record<number, string> = {
  0: "the generation is restored, exit code 0",
  1: "the restore fails, exit code 1",
  137: "an end without a word, and the next one is right",
  143: "an end without a word, and the next one is right",
};

/** @returns a row for each, in Markdown */
export function table(faults: Fault[]): string {
  return ["| fault | detected by | what the user sees |", "|---|---|---|", ...faults.map(row)].join("\n");
}

function row({ name, kind, code, by }: Fault): string {
  const assertion = assertions.some(({ id }) => id === by);
  if (kind === "restore") return restoreRow({ name, code, by });
  const how = code === 137 ? "its absence" : assertion ? `assertion \`${by}\`` : "its own words";
  const words = code === 137 || assertion ? "" : `, and ‘${by}’`;
  const outcome = kind === "backup" && code === 1 ? "the backup fails, exit code 1" : outcomes[code];
  return `| ${kind}: ${name} | ${how} | ${outcome}${words} |`;
}

function restoreRow({ name, code, by }: Pick<Fault, "name" | "code" | "by">): string {
  const assertion = assertions.some(({ id }) => id === by);
  const how = code > 1 ? "its absence" : assertion ? `assertion \`${by}\`` : "its own words";
  const outcome = name.startsWith("server: ") && code === 1 ? "the server does not start" : restored[code];
  return `| ${name} | ${how} | ${outcome}${code > 1 ? "" : `, and ‘${by}’`} |`;
}
