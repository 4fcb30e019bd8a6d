import { type ChildProcess, spawn } from "node:child_process";

const graceMs = 5_000;
const running = new Set<ChildProcess>();
const undo = new Set<() => void>();

export interface StartOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** For its standard input. @default nothing */
  input?: string;
}

/** Starts a program as the leader of its own process group, so that an interrupt reaches all it started. */
export function start(command: string, args: string[], { input, ...options }: StartOptions = {}): ChildProcess {
  const child = spawn(command, args, { ...options, stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"], detached: true });
  // A program that ends before it has read everything is judged by its exit code.
  child.stdin?.on("error", () => undefined).end(input);
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** Runs `body`, then `cleanUp`; an interrupt in between runs `cleanUp` too. `cleanUp` must not wait for anything. */
export async function cleaningUp<T>(cleanUp: () => void, body: () => Promise<T>): Promise<T> {
  undo.add(cleanUp);
  try {
    return await body();
  } finally {
    undo.delete(cleanUp);
    cleanUp();
  }
}

/** While `body` runs, SIGINT and SIGTERM stop what was started and undo what was begun, and then end this process as they would have. */
export async function interruptible<T>(body: () => Promise<T>): Promise<T> {
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM"];
  const onSignal = (signal: NodeJS.Signals) => {
    void stopAll().then(() => {
      for (const each of signals) process.removeAllListeners(each);
      process.kill(process.pid, signal);
    });
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await body();
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

async function stopAll(): Promise<void> {
  const children = [...running];
  const gone = Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
  for (const child of children) signalGroup(child, "SIGINT");
  const deadline = setTimeout(() => children.forEach((child) => signalGroup(child, "SIGKILL")), graceMs);
  await gone;
  clearTimeout(deadline);
  for (const cleanUp of undo) cleanUp();
}
