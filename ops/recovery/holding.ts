import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { CommandError } from "../exit";

/**
 * Works while no other process of this machine does with the same lock. One that is left of a process that has ended counts for nothing.
 * @param what they do, as in `restore or rollback`
 * @throws CommandError when another one has it
 */
export async function holding<T>(lock: string, what: string, work: () => Promise<T>): Promise<T> {
  take(lock, what);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string, what: string): void {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = Number(readFileSync(lock, "utf8"));
    if (isAlive(holder)) {
      throw new CommandError(
        `another ${what} is under way (process ${holder}): nothing was changed\nFix: wait for it; if it is none, remove ${lock}`,
      );
    }
    rmSync(lock, { force: true });
    take(lock, what);
  }
}

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
