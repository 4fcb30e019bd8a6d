import { exit, recoveryExit } from "../exit";
import type { Ending } from "./change";

/** @param done what is said when it is */
export function endingText(ending: Ending, done: string, now: number): string {
  switch (ending.outcome) {
    case "done":
      return done;
    case "rolled back":
      return `error: ${firstLine(ending.reason)}\nAll is as it was: generation ${now} runs, healthy, and the stack's file is as before`;
    case "interrupted":
      return `${ending.reason}\n${ending.goOn}`;
    case "not rolled back":
      return `error: ${ending.reason}\nIt could not be made as it was\nFix: ${ending.goOn}`;
  }
}

export const exitCodeOf = ({ outcome }: Ending): number =>
  ({ done: exit.done, "rolled back": exit.failed, interrupted: exit.interrupted, "not rolled back": recoveryExit.halfway })[outcome];

const firstLine = (text: string): string => text.split("\n")[0] ?? text;
