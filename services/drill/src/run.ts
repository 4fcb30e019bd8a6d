import { spawn } from "node:child_process";

export interface RunOptions {
  /** Added to this process's own. */
  env?: Record<string, string>;
  /** For its standard input. @default nothing */
  input?: string | Buffer;
  /** Each line it says on either output, as it says it. @default kept for the error only */
  onLine?: (line: string) => void;
}

/** A program that ended with anything but 0, with the last lines it said. */
export class CommandFailed extends Error {
  constructor(
    command: string,
    readonly code: number | null,
    readonly said: string,
  ) {
    super(`${command} ended with ${code ?? "a signal"}: ${lastLines(said) || "it said nothing"}`);
  }
}

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws CommandFailed
 */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...options.env }, stdio: ["pipe", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const said: Buffer[] = [];
    const listen = lines(options.onLine);
    child.stdout.on("data", (chunk: Buffer) => {
      output.push(chunk);
      listen(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said.push(chunk);
      listen(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new CommandFailed([command, ...args].join(" "), code, Buffer.concat([...output, ...said]).toString()));
    });
    // A program that ends before it has read everything is judged by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input);
  });
}

function lines(onLine: RunOptions["onLine"]): (chunk: Buffer) => void {
  if (!onLine) return () => undefined;
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    parts.forEach(onLine);
  };
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-5).join("\n");
}
