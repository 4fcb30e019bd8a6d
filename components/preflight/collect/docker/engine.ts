import { readFile } from "node:fs/promises";
import { hostname, release, totalmem } from "node:os";
import type { Engine, EngineFacts } from "./facts";
import { defaultPools } from "./ranges";
import { lastLine, type Docker } from "./docker";
import { mayBindAnyPort } from "./rootless";

/** The part of `docker info` that is read. */
interface Info {
  ServerVersion?: string;
  ServerErrors?: string[];
  OSType: string;
  Name: string;
  KernelVersion: string;
  NCPU: number;
  MemTotal: number;
  DockerRootDir: string;
  SecurityOptions: string[] | null;
  Plugins: { Network: string[] | null };
  IPv4Forwarding: boolean;
  DefaultAddressPools?: { Base: string; Size: number }[];
  HttpProxy?: string;
  HttpsProxy?: string;
  RegistryConfig?: { Mirrors?: string[] | null };
  ClientInfo?: { Plugins?: { Name: string; Version?: string; Err?: unknown }[] | null };
}

/** Never throws for an engine that does not answer: that is a fact too. */
export async function engineFacts(docker: Docker): Promise<Engine> {
  const { code, stdout, stderr } = await docker("info", "--format", "{{json .}}");
  if (code === undefined) return { state: "no-client", reason: lastLine(stderr) };
  const info = parsed(stdout);
  const complaint = [stderr, ...(info?.ServerErrors ?? [])].join("\n");
  if (code !== 0 || !info?.ServerVersion)
    return { state: /permission denied/i.test(complaint) ? "denied" : "unreachable", reason: lastLine(complaint) };
  return { state: "answers", ...(await read(info)) };
}

function parsed(text: string): Info | undefined {
  try {
    return JSON.parse(text) as Info;
  } catch {
    return undefined;
  }
}

async function read(info: Info): Promise<EngineFacts> {
  const rootless = (info.SecurityOptions ?? []).some((option) => option.split(",").includes("name=rootless"));
  const compose = info.ClientInfo?.Plugins?.find(({ Name }) => Name === "compose");
  return {
    version: String(info.ServerVersion),
    os: info.OSType,
    rootDir: info.DockerRootDir,
    cpus: amount(info.NCPU, "NCPU"),
    memory: amount(info.MemTotal, "MemTotal"),
    // An engine in a virtual machine or behind a forwarded socket differs in one of these.
    elsewhere: info.Name !== hostname() || info.KernelVersion !== release() || info.MemTotal !== totalmem(),
    lowestPort: rootless ? await lowestPort() : 1,
    networkDrivers: info.Plugins.Network ?? [],
    addressPools: info.DefaultAddressPools?.map(({ Base, Size }) => ({ base: Base, size: Size })) ?? defaultPools,
    forwarding: info.IPv4Forwarding,
    indirect: Boolean(info.HttpProxy || info.HttpsProxy || info.RegistryConfig?.Mirrors?.length),
    ...(compose && { compose: compose.Err ? { error: JSON.stringify(compose.Err) } : { version: compose.Version ?? "of unknown number" } }),
  };
}

/** Docker reports 0 for what it could not find out. */
function amount(value: unknown, name: string): number {
  if (typeof value === "number" && value > 0) return value;
  throw new Error(`docker info: got ${name} ${JSON.stringify(value)}, expected is a number above 0`);
}

async function lowestPort(): Promise<number> {
  if (await mayBindAnyPort()) return 1;
  return Number(await readFile("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"));
}
