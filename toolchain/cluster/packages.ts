import { aptInstall, canInstall } from "../apt";
import { timed } from "../progress";
import { onPath } from "../programs";
import { type Progress, ToolchainError } from "../types";
import { Unavailable } from "../sources";

/** What the distribution has, by the package that brings it. */
const packageOf = {
  etcd: "etcd-server",
  containerd: "containerd",
  ctr: "containerd",
  runc: "runc",
  iptables: "iptables",
  ipset: "ipset",
  conntrack: "conntrack",
  ip: "iproute2",
  mount: "mount",
} as const;

export const installed = Object.keys(packageOf) as (keyof typeof packageOf)[];

/** Debian's place of the CNI programs. */
export const cniPrograms = "/usr/lib/cni";
const cniPackage = "containernetworking-plugins";

/** PATH of a plain user often lacks the folders of system programs. */
export const installedProgram = (name: string): string | undefined => onPath(name, `${process.env["PATH"]}:/usr/sbin:/sbin`)[0];

/** @throws ToolchainError */
export async function ensurePackages(progress: Progress): Promise<void> {
  const wanted = missingPackages();
  if (wanted.length === 0) return;
  const refused = canInstall()
    ? await timed(progress, `local cluster: install ${wanted.join(", ")}`, 20, () => aptInstall(wanted))
    : new Unavailable("only root may install packages, and only on Debian and what is made from it");
  if (refused) throw new ToolchainError("local cluster: packages are missing", [refused.reason], `install ${wanted.join(", ")}`);
}

function missingPackages(): string[] {
  const missing = installed.filter((name) => installedProgram(name) === undefined).map((name): string => packageOf[name]);
  const bridge = onPath("bridge", cniPrograms).length > 0 ? [] : [cniPackage];
  return [...new Set([...missing, ...bridge])];
}
