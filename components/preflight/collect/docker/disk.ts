import { readFile, statfs } from "node:fs/promises";
import type { Disk } from "./facts";

/** @throws Error when the folder cannot be seen from here */
export async function diskFacts(folder: string): Promise<Disk> {
  const { bavail, blocks, bsize } = await statfs(folder).catch(async (error: NodeJS.ErrnoException) => {
    // Others may not look into Docker's folder, but into the root of its file system.
    if (error.code === "EACCES") return statfs(await mountPoint(folder));
    throw error;
  });
  return { path: folder, free: bavail * bsize, total: blocks * bsize };
}

async function mountPoint(folder: string): Promise<string> {
  const mounts = (await readFile("/proc/self/mountinfo", "utf8")).split("\n").flatMap((line) => line.split(" ")[4] ?? []);
  const above = mounts.filter((mount) => `${folder}/`.startsWith(mount.endsWith("/") ? mount : `${mount}/`));
  return above.reduce((longest, mount) => (mount.length > longest.length ? mount : longest), "/");
}
