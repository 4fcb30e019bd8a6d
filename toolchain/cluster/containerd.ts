import { run } from "../run";
import type { Layout } from "./layout";
import { must } from "./must";

const args = ({ socket }: Layout, rest: string[]): string[] => ["--address", socket, "--namespace", "k8s.io", ...rest];

/** @returns what it prints @throws ToolchainError */
export const ctr = (layout: Layout, ...rest: string[]): Promise<string> => must("ctr", args(layout, rest));

/** Containers outlive containerd: each has a process of its own that holds it. */
export async function killContainers(layout: Layout): Promise<void> {
  const running = await run("ctr", args(layout, ["tasks", "list", "--quiet"]));
  for (const id of running.stdout.split("\n").filter(Boolean)) await run("ctr", args(layout, ["tasks", "delete", "--force", id]));
}
