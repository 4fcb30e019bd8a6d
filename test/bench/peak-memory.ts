import { readdirSync, readFileSync } from "node:fs";

const everyMs = 100;
const pageMegabytes = 4096 / 1e6;

/** @returns the most that this process's descendants had in memory at once while `work` ran, in MB. Pages that several share are counted for each. */
export async function peakMemory(work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, residentBelow(process.pid))), everyMs);
  try {
    await work();
    return peak;
  } finally {
    clearInterval(sampling);
  }
}

function residentBelow(root: number): number {
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => read(pid));
  const below = new Set([root]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const { pid, parent } of found) if (below.has(parent)) below.add(pid);
  }
  return found.filter(({ pid }) => pid !== root && below.has(pid)).reduce((sum, { pages }) => sum + pages * pageMegabytes, 0);
}

/** From stat(5); a process may be gone since it was listed. */
function read(pid: string): { pid: number; parent: number; pages: number }[] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return [{ pid: Number(pid), parent: Number(fields[1]), pages: Number(fields[21]) }];
  } catch {
    return [];
  }
}
