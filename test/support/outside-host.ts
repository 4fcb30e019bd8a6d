import { run } from "./test-stack";

export interface OutsideHost {
  address: string;
  /** Open. */
  port: number;
  /** This machine, as the host sees it. */
  gateway: string;
  /** Whether the host gets a connection, over this machine. */
  reaches(address: string, port: number): Promise<boolean>;
  remove(): Promise<void>;
}

/**
 * A host of its own in a network namespace of this machine, with one open port: somewhere outside every stack that can be reached
 * without reaching anybody else. Needs root.
 */
export async function outsideHost(): Promise<OutsideHost> {
  const name = `out${process.pid % 100000}`;
  const [here, there] = ["198.18.77.1", "198.18.77.2"];
  const port = 7777;
  const remove = async () => {
    await run("ip", ["netns", "pids", name]).then(({ output }) => run("kill", output.split("\n").filter(Boolean)).catch(() => undefined));
    await run("ip", ["netns", "delete", name]);
  };
  try {
    await ip("netns", "add", name);
    await ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
    await ip("address", "add", `${here}/30`, "dev", name);
    await ip("link", "set", name, "up");
    await ip("-n", name, "address", "add", `${there}/30`, "dev", "eth0");
    await ip("-n", name, "link", "set", "lo", "up");
    await ip("-n", name, "link", "set", "eth0", "up");
    await ip("-n", name, "route", "add", "default", "via", here);
    const server = `require("node:net").createServer((s) => s.end()).listen(${port})`;
    void run("ip", ["netns", "exec", name, process.execPath, "-e", server]).catch(() => undefined);
    await listening(name, there, port);
  } catch (error) {
    await remove();
    throw error;
  }
  return { address: there, port, gateway: here, reaches: (address, port) => connects(name, address, port), remove };
}

async function connects(name: string, address: string, port: number): Promise<boolean> {
  const { code } = await run("ip", ["netns", "exec", name, "timeout", "2", "bash", "-c", `exec 3<>/dev/tcp/${address}/${port}`]);
  return code === 0;
}

async function listening(name: string, address: string, port: number): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    if (await connects(name, address, port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing listens on ${address}:${port} in namespace ${name}`);
}

async function ip(...args: string[]): Promise<void> {
  const { code, output } = await run("ip", args);
  if (code !== 0) throw new Error(`ip ${args.join(" ")}: ${output}`);
}
