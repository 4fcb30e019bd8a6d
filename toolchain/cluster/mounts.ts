import { mkdirSync, readFileSync } from "node:fs";
import { run } from "../run";
import { must } from "./must";
import { installedProgram } from "./packages";

/** Where containerd keeps the networks of pods, and `ip netns` those of others. */
const networkNamespaces = "/run/netns";

/**
 * The first `ip netns add` of a machine makes a mount of the folder, which hides what is mounted in it: pods that run already could not be
 * ended. So that is done before the first pod, and never while there are some.
 */
export async function mountNetworkNamespaces(): Promise<void> {
  if (mounts().some((target) => `${target}/`.startsWith(`${networkNamespaces}/`))) return;
  mkdirSync(networkNamespaces, { recursive: true });
  const mount = (...args: string[]) => must(installedProgram("mount") ?? "mount", args, "run it as root, on a machine that may mount");
  await mount("--bind", networkNamespaces, networkNamespaces);
  await mount("--make-shared", networkNamespaces);
}

/** Takes away every mount below `folder`, the innermost first. */
export async function unmountBelow(folder: string): Promise<void> {
  for (const target of mountsBelow(folder, mounts()).reverse()) await run("umount", ["--lazy", target]);
}

/** @returns those of all mount points that are below it */
export const mountsBelow = (folder: string, mounts: string[]): string[] => mounts.filter((target) => target.startsWith(`${folder}/`));

const mounts = (): string[] => mountPoints(readFileSync("/proc/self/mountinfo", "utf8"));

/** @param table as in /proc/self/mountinfo, where the fifth field is the mount point, with octal escapes */
export function mountPoints(table: string): string[] {
  return table
    .split("\n")
    .map((line) => (line.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8))));
}
