import { join } from "node:path";
import { withLock } from "../lock";
import { pathsOf } from "../paths";
import { interruptible } from "../processes";
import { type Progress, ToolchainError } from "../types";
import { type Layout, layoutOf } from "./layout";

/**
 * Runs `body` as the only one that changes the cluster.
 * @throws ToolchainError where there can be none
 */
export function changing<T>(progress: Progress, body: (cache: string, layout: Layout) => Promise<T>): Promise<T> {
  requireLinuxRoot();
  const { cache } = pathsOf(process.env);
  const wait = (holder: number) => progress(`local cluster: waiting for process ${holder}, which is at it`);
  return interruptible(() => withLock(join(cache, "locks", "cluster"), wait, () => body(cache, layoutOf(cache))));
}

export const canHostCluster = (): boolean => process.platform === "linux" && process.getuid?.() === 0;

function requireLinuxRoot(): void {
  if (canHostCluster()) return;
  throw new ToolchainError(
    "local cluster: it needs root on Linux",
    [`this is ${process.platform}, user ${process.getuid?.() ?? "unknown"}`],
    "run it as root on Linux, or name the context of another cluster in kubernetes.context",
  );
}
