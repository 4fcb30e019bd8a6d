import { spawn } from "node:child_process";
import { once } from "node:events";

/** Of flock, when somebody else has the lock. */
const taken = 75;

/**
 * Works while nobody else does in the same folder. The lock is of the folder's file system, for every container that has it; it goes with
 * this process, however that ends.
 * @throws Error when somebody else is at work
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const holder = spawn("flock", ["--nonblock", `--conflict-exit-code=${taken}`, folder, "cat"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(holder, "close") as Promise<[number | null]>;
  holder.stdin.on("error", () => undefined);
  holder.stdin.write("locked");
  const refused = await Promise.race([once(holder.stdout, "data").then(() => undefined), ended]);
  if (refused?.[0] === taken) throw new Error(`another verification is under way in ${folder}; nothing was verified`);
  if (refused) throw new Error(`${folder}: cannot be locked, flock ended with ${refused[0] ?? "a signal"}`);
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
