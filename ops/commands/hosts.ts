import { isIP } from "node:net";
import type { Command } from "commander";
import { presentEngine } from "../engine";
import { CommandError, exit, type Done } from "../exit";
import { stackOption } from "../options";
import { Stack } from "../stack";

export interface HostEntry {
  address: string;
  name: string;
}

export function hostsCommand(program: Command, done: Done): void {
  program
    .command("hosts")
    .description("lines for /etc/hosts, for the names in the stack's URLs; writes nothing")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: { stack: string; json?: true }) => done(await hosts(options)));
}

async function hosts({ stack: name, json }: { stack: string; json?: true }): Promise<number> {
  const { endpoints } = await new Stack(name, await presentEngine()).outputs();
  const entries = hostEntries(endpoints);
  if (json) console.log(JSON.stringify({ stack: name, hosts: entries }, undefined, 2));
  else if (entries.length === 0) console.error(`No URL of stack ${name} has a name that would need a line in /etc/hosts.`);
  else for (const { address, name: host } of entries) console.log(`${address} ${host}`);
  return exit.done;
}

/**
 * @param endpoints name → URL; the address that the names lead to is the gateway's
 * @throws CommandError when there are names, and no address for them
 */
export function hostEntries(endpoints: Record<string, string>): HostEntry[] {
  const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
  const names = [...new Set(Object.values(endpoints).map(hostOf))].filter((host) => isIP(host) === 0 && host !== "localhost").sort();
  if (names.length === 0) return [];
  const address = endpoints["gateway"] && hostOf(endpoints["gateway"]);
  if (address && isIP(address) > 0) return names.map((name) => ({ address, name }));
  throw new CommandError(
    `endpoints: got ${address ?? "nothing"} as the gateway's host, allowed is an IP address, to which ${names.join(", ")} would lead\n` +
      "Fix: set ballast:gateway.address, and deploy; or let your DNS know these names",
    exit.couldNotAsk,
  );
}
