import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";

const killAfterMs = 2_000;
const running = new Set<ChildProcess>();

/** Like `spawn`; the child does not outlive this process (see `stopChildren`). */
export function startChild(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Exit code of the child; 1 when a signal ended it. Rejects when it could not be started. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

export function stopChild(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), killAfterMs).unref();
}

/** Resolves when every child is gone, at the latest about two seconds later. */
export async function stopChildren(): Promise<void> {
  const children = [...running];
  const gone = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of children) child.kill("SIGTERM");
  const deadline = setTimeout(() => children.forEach((child) => child.kill("SIGKILL")), killAfterMs);
  await Promise.all(gone);
  clearTimeout(deadline);
}
