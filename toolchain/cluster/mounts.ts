import { readFileSync } from "node:fs";
import { run } from "../run";

/** Takes away every mount below `folder`, the innermost first. */
export async function unmountBelow(folder: string): Promise<void> {
  for (const target of mountsBelow(folder, readFileSync("/proc/self/mountinfo", "utf8")).reverse()) await run("umount", ["--lazy", target]);
}

/** @param table as in /proc/self/mountinfo, where the fifth field is the mount point, with octal escapes */
export function mountsBelow(folder: string, table: string): string[] {
  return table
    .split("\n")
    .map((line) => (line.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8))))
    .filter((target) => target.startsWith(`${folder}/`));
}
