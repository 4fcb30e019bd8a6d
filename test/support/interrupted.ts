import { spawn } from "node:child_process";
import { once } from "node:events";

/** What ends a run: some milliseconds after it has printed a sign. */
export type Interruption = readonly [sign: string, signal: "SIGKILL" | "SIGINT", delayMs: number];

/**
 * Starts a program that is killed with everything that it has started, or interrupted: that it passes on by itself, as there is no terminal.
 * @returns what it printed
 * @throws Error when it came to its end
 */
export async function interrupted(command: string, args: string[], env: NodeJS.ProcessEnv, how: Interruption): Promise<string> {
  const [sign, signal, delayMs] = how;
  const child = spawn(command, args, { env, detached: true });
  let output = "";
  let told = false;
  const read = (text: string) => {
    output += text;
    if (told || !output.includes(sign)) return;
    told = true;
    setTimeout(() => process.kill(signal === "SIGKILL" ? -child.pid! : child.pid!, signal), delayMs);
  };
  child.stdout.setEncoding("utf8").on("data", read);
  child.stderr.setEncoding("utf8").on("data", read);
  const [code] = (await once(child, "close")) as [number | null];
  if (!told || code === 0) throw new Error(`it was not interrupted, and ended with ${code}:\n${output}`);
  return output;
}
