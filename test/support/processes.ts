import { readdirSync, readFileSync } from "node:fs";

/**
 * Sends a signal from the host, which no process of a container can ignore, not even its first. Needs root, and containers that run on this
 * machine.
 * @param container its id, which is part of its control group's name
 * @param program name of the processes
 */
export function signalInContainer(container: string, program: string, signal: NodeJS.Signals): void {
  const found = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry) && isOf(entry, container, program));
  if (found.length === 0) throw new Error(`container ${container}: found no process ${program}`);
  for (const id of found) process.kill(Number(id), signal);
}

/** A process may end while it is looked at. */
function isOf(id: string, container: string, program: string): boolean {
  try {
    const read = (file: string) => readFileSync(`/proc/${id}/${file}`, "utf8");
    return read("comm").trim() === program && read("cgroup").includes(container);
  } catch {
    return false;
  }
}
