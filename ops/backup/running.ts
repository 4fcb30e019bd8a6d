import { exit } from "../exit";

export interface Running {
  /** What it is, for those who wait. */
  what: string;
  /** @returns its exit code */
  run: (write: (line: string) => void) => Promise<number>;
  /** How far it is, as in `45 %`; null when that is not known. */
  progress: () => Promise<string | null>;
  /** What is said after Ctrl-C: it goes on. */
  goesOn: string;
}

/** Milliseconds between two words about a run: on a terminal they take each other's place, elsewhere each is a line. */
const interval = { terminal: 2000, lines: 10_000 };

/**
 * Waits for a run that does not end with this program, and shows on standard error what it writes, and how far it is.
 * @returns its exit code; after Ctrl-C the process ends
 */
export async function shown({ what, run, progress, goesOn }: Running): Promise<number> {
  const started = Date.now();
  const { isTTY } = process.stderr;
  const [before, after] = isTTY ? ["\r\x1b[K", ""] : ["", "\n"];
  let asking = false;
  const word = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const far = await progress().catch(() => null);
    asking = false;
    if (timer)
      process.stderr.write(`${before}${what}: ${Math.round((Date.now() - started) / 1000)} s${far === null ? "" : `, ${far}`}${after}`);
  };
  let timer: NodeJS.Timeout | undefined = setInterval(() => void word(), isTTY ? interval.terminal : interval.lines);
  const leave = (): void => {
    console.error(`${before}${goesOn}`);
    process.exit(exit.interrupted);
  };
  process.once("SIGINT", leave);
  try {
    return await run((line) => process.stderr.write(`${before}${line}\n`));
  } finally {
    clearInterval(timer);
    timer = undefined;
    process.off("SIGINT", leave);
    process.stderr.write(before);
  }
}
