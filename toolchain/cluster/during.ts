import { pathsOf } from "../paths";
import type { Progress } from "../types";
import { isRunning } from "./daemon";
import { clusterDown } from "./down";
import { layoutOf } from "./layout";
import { clusterUp } from "./up";

/**
 * Runs `body` while the local cluster is up. One that ran before stays; another is stopped again, and what is on disk stays.
 * @throws ToolchainError
 */
export async function duringCluster<T>(progress: Progress, body: () => Promise<T>): Promise<T> {
  const ran = isRunning(layoutOf(pathsOf(process.env).cache), "kube-apiserver") !== undefined;
  try {
    await clusterUp(progress);
    return await body();
  } finally {
    if (!ran) await clusterDown(progress, []);
  }
}
