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

const unanswered = ["iif", settings.bridge, "to", settings.serviceRange, "unreachable"];

/**
 * A Service that has no pods behind it, or not yet, cannot be reached. Without this its packets would leave for the machine's network: kube-router
 * and CNI let them pass before kube-proxy refuses them. Those for pods have the pods' addresses by the time that they are routed.
 */
export async function refuseUnanswered(): Promise<void> {
  if (!(await hasRule())) await ip("rule", "add", ...unanswered);
}

async function hasRule(): Promise<boolean> {
  return (await ip("rule", "show")).split("\n").some((line) => line.includes(`to ${settings.serviceRange} iif ${settings.bridge} `));
}

/** Takes away what pods, kube-proxy, kube-router and the CNI programs left in the kernel. Rules and chains of others stay. */
export async function removeNetwork(): Promise<void> {
  await removeRules();
  if (await hasRule()) await ip("rule", "delete", ...unanswered);
  if (existsSync(device)) {
    for (const port of readdirSync(`${device}/brif`)) await run("ip", ["link", "delete", port]);
    await ip("link", "delete", settings.bridge);
  }
  rmSync(leases, { recursive: true, force: true });
}

/** A chain of ours, a rule in one, and a rule that leads to one. What a comment says proves nothing: anybody may write it. */
const ours = /^:(?:KUBE-|CNI-)|^-A (?:KUBE-|CNI-)| -j (?:KUBE-|CNI-)/;

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

const ip = (...args: string[]): Promise<string> =>
  must(installedProgram("ip") ?? "ip", args, "run it as root, on a machine whose network it may change");
