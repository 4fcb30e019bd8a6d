import { createInterface } from "node:readline";
import { signalGroup, start, type StartOptions } from "./processes";

export interface Ran {
  code: number;
  /** Standard output, without the white space around it. */
  stdout: string;
  /** Both streams as they came. */
  output: string;
}

export interface RunOptions extends StartOptions {
  /** Killed after this time. @default no limit */
  limitMs?: number;
  /** Killed when `sign` has not matched the output after `withinMs`. */
  alive?: { sign: RegExp; withinMs: number };
  /** Killed when the output matches. */
  hopeless?: RegExp;
  /** Receives both streams while they come, line by line. */
  listen?: (line: string) => void;
}

/** Runs a program to its end. One that cannot be started, or was killed, has a code other than 0, and the reason in `output`. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = start(command, args, options);
    let stdout = "";
    let output = "";
    const kill = (why: string) => {
      output += `\n${why}`;
      signalGroup(child, "SIGKILL");
    };
    const { limitMs, alive, hopeless, listen } = options;
    const timers = [
      limitMs && setTimeout(() => kill(`no end after ${limitMs / 1000} s`), limitMs),
      alive && setTimeout(() => !alive.sign.test(output) && kill(`no answer after ${alive.withinMs / 1000} s`), alive.withinMs),
    ];
    const end = (code: number) => {
      for (const timer of timers) if (timer) clearTimeout(timer);
      resolve({ code, stdout: stdout.trim(), output: output.trim() });
    };
    const collect = (text: string) => {
      output += text;
      if (hopeless?.test(output)) signalGroup(child, "SIGKILL");
    };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      collect(text);
    });
    child.stderr?.setEncoding("utf8").on("data", collect);
    if (listen) for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", listen);
    child.once("error", (error) => {
      output += error.message;
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}

/** The last line that says something. */
export const lastLine = ({ output, code }: Ran): string => output.split("\n").at(-1)?.trim() || `exit code ${code}`;
