import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock";
import { cleaningUp } from "./processes";
import type { Progress } from "./types";

/**
 * The folder `<cache>/<name>-<key>`, made by `make` when it is not there. It appears complete or not at all, and one process at a time makes it.
 * @returns its path
 */
export async function cachedFolder(
  cache: string,
  name: string,
  key: string,
  progress: Progress,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cache, `${name}-${key}`);
  if (existsSync(folder)) return folder;
  const wait = (holder: number) => progress(`${name}: waiting for process ${holder}, which is making it`);
  return withLock(join(cache, "locks", name), wait, async () => {
    if (existsSync(folder)) return folder;
    const unfinished = join(cache, "tmp", name);
    const remove = () => rmSync(unfinished, { recursive: true, force: true });
    remove();
    mkdirSync(unfinished, { recursive: true });
    return cleaningUp(remove, async () => {
      await make(unfinished);
      renameSync(unfinished, folder);
      return folder;
    });
  });
}
