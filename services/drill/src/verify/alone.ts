import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** Of flock, when somebody else has the lock. */
const taken = 75;

/**
 * Works while nobody else does in the same folder. The lock is of the folder's file system, for every container that has it, and goes with
 * this process, however that ends: flock locks the open folder that it is given, which no other child gets.
 * @throws Error when somebody else is at work
 */
export async function alone<T>(folder: string, work: () => Promise<T>, what = "verification"): Promise<T> {
  const open = openSync(folder, "r");
  try {
    const { status, stderr } = spawnSync("flock", ["--nonblock", `--conflict-exit-code=${taken}`, "3"], {
      stdio: ["ignore", "ignore", "pipe", open],
    });
    if (status === taken) throw new Error(`another ${what} is under way in ${folder}; this one was not begun`);
    if (status !== 0) throw new Error(`${folder} cannot be locked: ${stderr.toString().trim()}`);
    return await work();
  } finally {
    closeSync(open);
  }
}
