import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleaningUp } from "./processes";

const retryMs = 200;

/**
 * Runs `body` while no other process holds `file`, which has the holder's process id in it. One left by a process that is gone is taken over.
 * @param onWait called once, with the holder's id, when there is one to wait for
 */
export async function withLock<T>(file: string, onWait: (holder: number) => void, body: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let waiting = false; !take(file); await sleep(retryMs)) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (!isAlive(holder)) dropStale(file, holder);
    else if (!waiting) {
      waiting = true;
      onWait(holder);
    }
  }
  return cleaningUp(() => rmSync(file, { force: true }), body);
}

/** A link appears with its content, so that no reader sees an empty lock. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a process of this machine has that id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Two processes may see the same stale lock: what is moved away is looked at again, and put back when it is the other's new one. */
function dropStale(file: string, holder: number): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (holderOf(aside) !== holder) linkSync(aside, file);
  } catch {
    // The other was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}
