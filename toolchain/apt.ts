import { existsSync } from "node:fs";
import { lastLine, run } from "./run";
import { Unavailable } from "./sources";

const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

/** Debian or a distribution made from it, and the right to install on it. */
export const canInstall = (): boolean => existsSync("/etc/debian_version") && process.getuid?.() === 0;

/** Packages the distribution does not know are left out when they are `wanted`, and refused when they are `needed`. */
export async function aptInstall(needed: string[], wanted: string[] = []): Promise<Unavailable | undefined> {
  const update = await run("apt-get", ["-qq", "update"], { env });
  if (update.code !== 0) return new Unavailable(`apt-get update: ${lastLine(update)}`);
  const known = await Promise.all(wanted.map(async (name) => ((await run("apt-cache", ["show", name])).code === 0 ? [name] : [])));
  const install = await run(
    "apt-get",
    ["-qq", "-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", ...needed, ...known.flat()],
    { env },
  );
  return install.code === 0 ? undefined : new Unavailable(`apt-get install ${needed.join(" ")}: ${lastLine(install)}`);
}
