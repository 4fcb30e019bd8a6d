import { readdir, readFile, readlink } from "node:fs/promises";
import type { Listener } from "./facts";

interface Socket {
  address: string;
  port: number;
  inode: string;
}

const listening = "0A";

/** Who listens on any of these TCP ports, read from /proc: no connection is made. */
export async function listenersOn(ports: number[]): Promise<(Listener & { port: number })[]> {
  const tables = await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map((file) => readFile(file, "utf8").catch(() => "")));
  const sockets = tables.flatMap(socketsIn).filter(({ port }) => ports.includes(port));
  if (sockets.length === 0) return [];
  const owners = await ownersOf(new Set(sockets.map(({ inode }) => inode)));
  return sockets.map(({ address, port, inode }) => {
    const process = owners.get(inode);
    return { address, port, ...(process && { process }) };
  });
}

/** @param table as the kernel prints it */
export function socketsIn(table: string): Socket[] {
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listening)
    .map((fields) => {
      const [address = "", port = ""] = (fields[1] ?? "").split(":");
      return { address: addressOf(address), port: Number.parseInt(port, 16), inode: fields[9] ?? "" };
    });
}

/** @param hex little-endian words; an IPv4 address in an IPv6 socket is given as IPv4 */
function addressOf(hex: string): string {
  const bytes = hex.match(/.{8}/g)?.flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16))) ?? [];
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.every((byte) => byte === 0)) return "::";
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return bytes.slice(12).join(".");
  return Array.from({ length: 8 }, (_, index) => (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16)).join(":");
}

/** Inode → process, for those of the processes that may be looked into. */
async function ownersOf(inodes: Set<string>): Promise<Map<string, { pid: number; name: string }>> {
  const found = new Map<string, { pid: number; name: string }>();
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    pids.map(async (pid) => {
      const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => "")));
      const held = links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]).filter((inode) => inode !== undefined && inodes.has(inode));
      if (held.length === 0) return;
      const name = (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "unknown")).trim();
      for (const inode of held) found.set(inode as string, { pid: Number(pid), name });
    }),
  );
  return found;
}
