import { setTimeout as sleep } from "node:timers/promises";
import { Option } from "commander";
import { wholeNumber } from "./options";

/** Clears the terminal and goes to its top. */
const clear = "\x1b[2J\x1b[H";

/** Seconds between two looks, where they were asked for. */
export function watchOption(): Option {
  return new Option("-w, --watch [seconds]", "look again and again, until Ctrl-C").preset("2").argParser(wholeNumber);
}

/**
 * Prints what it sees, once or again and again.
 * @param heading stands before what is for people, when it is watched
 * @returns the exit code of a single look
 */
export async function watching(
  { heading, seconds, json }: { heading: string; seconds?: number | undefined; json?: true | undefined },
  look: () => Promise<{ text: string; exitCode: number }>,
): Promise<number> {
  for (;;) {
    const { text, exitCode } = await look();
    if (seconds === undefined) {
      console.log(text);
      return exitCode;
    }
    console.log(json ? text : `${process.stdout.isTTY ? clear : ""}${heading}, ${new Date().toISOString()}\n\n${text}`);
    await sleep(seconds * 1000);
  }
}
