import { execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { CommandError, exit } from "./exit";

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

interface CaptureOptions extends RunOptions {
  timeout: number;
  /** For its standard input. @default nothing */
  input?: string;
}

interface ForegroundOptions extends RunOptions {
  /** What it prints is progress and no result: all of it goes to standard error. */
  aside?: true;
}

/** Gives the line to show in place of one that was written, or undefined for none. */
type LineFilter = (line: string) => string | undefined;

export interface Captured {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program that asks nothing and keeps what it printed.
 * @param timeout milliseconds; it is killed after that
 * @throws CommandError when it cannot be started or did not end in time
 */
export function capture(program: string, args: string[], { input, ...options }: CaptureOptions): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { ...options, killSignal: "SIGKILL", maxBuffer: 256 * 2 ** 20 }, (error, stdout, stderr) => {
      if (!error) resolve({ exitCode: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ exitCode: error.code, stdout, stderr });
      else {
        const problem = error.killed ? `not done after ${options.timeout / 1000} s` : error.message;
        reject(new CommandError(`${program} ${args[0]}: ${problem}`, exit.couldNotAsk));
      }
    });
    child.stdin?.end(input);
  });
}

/**
 * Gives a program the terminal and waits for its end, also after Ctrl-C: it may have something to finish. The second Ctrl-C terminates it.
 * @param filter makes one for each of its two output streams, which are then no terminal
 * @returns its exit code; 128 + the signal's number when this process was told to stop
 */
export function foreground(
  program: string,
  args: string[],
  { aside, ...options }: ForegroundOptions = {},
  filter?: () => LineFilter,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let stoppedBy: NodeJS.Signals | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (stoppedBy) child.kill("SIGTERM");
      else if (signal === "SIGTERM" || !hasTerminal()) child.kill(signal);
      stoppedBy ??= signal;
    };
    const leave = (): void => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    // Before the start: a signal in between would leave the program alone.
    process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
    const output = filter ? "pipe" : "inherit";
    const child = spawn(program, args, { ...options, stdio: ["inherit", aside ? process.stderr : output, output] });
    if (filter && child.stdout && child.stderr) {
      showLines(child.stdout, process.stdout, filter());
      showLines(child.stderr, process.stderr, filter());
    }
    child.once("error", (error) => {
      leave();
      reject(error);
    });
    child.once("close", (code, killedBy) => {
      leave();
      const signal = stoppedBy ?? killedBy;
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1));
    });
  });
}

function showLines(from: Readable, to: Writable, filter: LineFilter): void {
  createInterface({ input: from }).on("line", (line) => {
    const shown = filter(line);
    if (shown !== undefined) to.write(`${shown}\n`);
  });
}

/** With a terminal, Ctrl-C reaches the whole foreground group by itself; passing it on would make it two. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
