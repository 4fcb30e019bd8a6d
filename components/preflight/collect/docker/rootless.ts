import { readdir, readFile, readlink } from "node:fs/promises";

/** Bit of CAP_NET_BIND_SERVICE. */
const bindService = 10n;

/** Whether RootlessKit was given the right to bind ports below the limit (`setcap cap_net_bind_service=ep`). */
export async function mayBindAnyPort(): Promise<boolean> {
  const own = await readlink("/proc/self/ns/user");
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const capable = await Promise.all(pids.map((pid) => isCapableRootlesskit(pid, own).catch(() => false)));
  return capable.includes(true);
}

/** Its child has every capability, but in a user namespace of its own. */
async function isCapableRootlesskit(pid: string, userNamespace: string): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  if (!/^Name:\s*rootlesskit$/m.test(status)) return false;
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  return ((effective >> bindService) & 1n) === 1n && (await readlink(`/proc/${pid}/ns/user`)) === userNamespace;
}
