import { existsSync, readdirSync, rmSync } from "node:fs";
import { run } from "../run";
import { must } from "./must";
import { installedProgram } from "./packages";
import { settings } from "./settings";

const cidr = `${settings.nodeAddress}/${settings.podRange.split("/")[1]}`;
const device = `/sys/class/net/${settings.bridge}`;

/** Which pod has which address: a file for each. */
const leases = "/var/lib/cni/networks/pods";

/** The bridge is there before the first pod: its address is the API server's. */
export async function ensureBridge(): Promise<void> {
  if (!existsSync(device)) await ip("link", "add", settings.bridge, "type", "bridge");
  await ip("address", "replace", cidr, "dev", settings.bridge);
  await ip("link", "set", settings.bridge, "up");
}

/**
 * Packets to a Service that has no pods behind it, or not yet, are refused. Without this the CNI's own rule for the pod that sends them would let
 * them out into the machine's network.
 */
export async function refuseUnanswered(): Promise<void> {
  const chain = "CNI-ADMIN";
  const rule = ["--destination", settings.serviceRange, "--jump", "REJECT"];
  await run(iptables(), ["--wait", "--new-chain", chain]);
  if ((await run(iptables(), ["--wait", "--check", chain, ...rule])).code === 0) return;
  await must(iptables(), ["--wait", "--append", chain, ...rule]);
}

/** Takes away what pods, kube-proxy, kube-router and the CNI programs left in the kernel. Rules and chains of others stay. */
export async function removeNetwork(): Promise<void> {
  await removeRules();
  if (existsSync(device)) {
    for (const port of readdirSync(`${device}/brif`)) await run("ip", ["link", "delete", port]);
    await ip("link", "delete", settings.bridge);
  }
  rmSync(leases, { recursive: true, force: true });
}

const ours = /^:(?:KUBE-|CNI-)|(?:-A|-I) (?:KUBE-|CNI-)|-j (?:KUBE-|CNI-)|--comment ".*(?:kubernetes|kube-router)/;

/** Written back at once, so that no packet meets a half of the rules. */
async function removeRules(): Promise<void> {
  const save = installedProgram("iptables-save");
  const restore = installedProgram("iptables-restore");
  if (!save || !restore) return;
  const saved = await run(save, []);
  if (saved.code !== 0) return;
  const kept = withoutOurs(saved.stdout);
  if (kept === saved.stdout) return;
  await must("sh", ["-c", `printf '%s\\n' "$1" | ${restore}`, "sh", kept]);
  const sets = await run(installedProgram("ipset") ?? "ipset", ["list", "-name"]);
  for (const set of sets.stdout.split("\n").filter((name) => /^(?:inet6:)?KUBE-/.test(name))) await run("ipset", ["destroy", set]);
}

/** @param saved what iptables-save prints */
export const withoutOurs = (saved: string): string =>
  saved
    .split("\n")
    .filter((line) => !ours.test(line))
    .join("\n");

const iptables = (): string => installedProgram("iptables") ?? "iptables";
const ip = (...args: string[]): Promise<string> =>
  must(installedProgram("ip") ?? "ip", args, "run it as root, on a machine whose network it may change");
