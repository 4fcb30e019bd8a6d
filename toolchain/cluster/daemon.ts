import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Layout } from "./layout";

/** A part of the cluster that runs as a process of this machine and outlives the command that started it. */
export interface Daemon {
  name: string;
  program: string;
  args: string[];
  env?: Record<string, string>;
}

interface Recorded {
  pid: number;
  /** Clock ticks since the machine's start, from /proc: another process with the same id has another. */
  started: string;
}

const recordOf = ({ processes }: Layout, name: string): string => join(processes, `${name}.json`);
export const logOf = ({ logs }: Layout, name: string): string => join(logs, `${name}.log`);

/** Does nothing when it runs already. */
export function startDaemon(layout: Layout, { name, program, args, env }: Daemon): void {
  if (isRunning(layout, name)) return;
  for (const folder of [layout.logs, layout.processes]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const output = openSync(logOf(layout, name), "w", 0o600);
  const child = spawn(program, args, {
    cwd: layout.root,
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...env },
  });
  closeSync(output);
  child.on("error", () => undefined);
  child.unref();
  if (child.pid === undefined) return;
  const started = startTime(child.pid);
  // One that has ended already has none, and would later be taken for every other that has none.
  if (started !== undefined) writeFileSync(recordOf(layout, name), JSON.stringify({ pid: child.pid, started } satisfies Recorded));
}

/** Process id; undefined when what was started is gone. */
export function isRunning(layout: Layout, name: string): number | undefined {
  const recorded = read(layout, name);
  return recorded && startTime(recorded.pid) === recorded.started ? recorded.pid : undefined;
}

/** When it was started; undefined when it does not run. */
export function runningSince(layout: Layout, name: string): Date | undefined {
  return isRunning(layout, name) === undefined ? undefined : statSync(recordOf(layout, name)).mtime;
}

/** Asks it to end, and ends it after `graceMs`. */
export async function stopDaemon(layout: Layout, name: string, graceMs = 10_000): Promise<void> {
  const deadline = Date.now() + graceMs;
  for (let signal: NodeJS.Signals | 0 = "SIGTERM"; ; signal = Date.now() > deadline ? "SIGKILL" : 0) {
    const pid = isRunning(layout, name);
    if (pid === undefined) break;
    tell(pid, signal);
    await sleep(50);
  }
  rmSync(recordOf(layout, name), { force: true });
}

/** It may have ended since it was looked at. */
function tell(pid: number, signal: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The log's last line that says something. */
export function lastWords(layout: Layout, name: string): string {
  try {
    return readFileSync(logOf(layout, name), "utf8").trim().split("\n").at(-1)!.trim();
  } catch {
    return "nothing";
  }
}

function read(layout: Layout, name: string): Recorded | undefined {
  try {
    return JSON.parse(readFileSync(recordOf(layout, name), "utf8")) as Recorded;
  } catch {
    return undefined;
  }
}

/** Field 22 of stat(5); its second, the program's name, may have spaces in it. A process that only waits to be reaped is gone. */
function startTime(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
