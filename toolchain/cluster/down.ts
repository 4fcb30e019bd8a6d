import { existsSync } from "node:fs";
import { timed } from "../progress";
import { type Progress, ToolchainError } from "../types";
import { addOnDaemons } from "./add-ons";
import { killContainers } from "./containerd";
import { isRunning, stopDaemon } from "./daemon";
import { nodeDaemons } from "./daemons";
import { Kubectl } from "./kubectl";
import type { Layout } from "./layout";
import { unmountBelow } from "./mounts";
import { removeNetwork } from "./network";
import { remove, type ClusterPart } from "./parts";
import { presentPrograms, type Programs } from "./programs";
import { changing } from "./session";

/** Time that pods have to end: a database takes its time. */
const podsLimit = "150s";

/**
 * Stops the pods as an update would, then the cluster. What is on disk stays, but for the parts that are named.
 * @throws ToolchainError
 */
export function clusterDown(progress: Progress, parts: ClusterPart[]): Promise<void> {
  return changing(progress, async (cache, layout) => {
    const programs = presentPrograms(cache);
    if (!programs && isRunning(layout, "kube-apiserver") !== undefined) {
      throw new ToolchainError(
        "local cluster: it cannot be stopped",
        ["what it consists of is not here, or its sources have changed since it was started"],
        "./ballast cluster up makes it; then ./ballast cluster down",
      );
    }
    if (programs && existsSync(layout.root)) await timed(progress, "local cluster: stop", 15, () => stop(layout, programs));
    for (const part of parts) remove(part, cache, layout);
  });
}

async function stop(layout: Layout, programs: Programs): Promise<void> {
  // Those that take the place of the old ones wait for the next start. The controllers stay: a Job's pod ends with their consent.
  await stopDaemon(layout, "kube-scheduler");
  if (isRunning(layout, "kube-apiserver") && isRunning(layout, "kubelet")) {
    await new Kubectl(layout, programs).ask(
      "delete",
      "pods",
      "--all",
      "--all-namespaces",
      "--wait",
      `--timeout=${podsLimit}`,
      "--request-timeout=0",
    );
  }
  const daemons = [...nodeDaemons(layout, programs), ...addOnDaemons(layout, programs)].map(({ name }) => name).reverse();
  for (const name of daemons) {
    if (name === "containerd") await killContainers(layout);
    await stopDaemon(layout, name);
  }
  await unmountBelow(layout.root);
  await removeNetwork();
}
