import { pathsOf } from "../paths";
import { addOnDaemons } from "./add-ons";
import { isRunning, lastWords } from "./daemon";
import { nodeDaemons } from "./daemons";
import { kubeconfigFile, hasContext } from "./kubeconfig-file";
import { Kubectl } from "./kubectl";
import { layoutOf } from "./layout";
import { presentPrograms } from "./programs";
import { usable } from "./ready";
import { registry, settings } from "./settings";

const enforcer = "kube-router";

export interface ClusterStatus {
  /** absent: never started, or its data deleted. */
  state: "ready" | "not ready" | "stopped" | "absent";
  version: string;
  context: string;
  kubeconfig: string;
  registry: string;
  storageClass: string;
  ingress: { className: string; http: string; https: string };
  /** What enforces them; null: nothing does, because it does not run. */
  networkPolicies: string | null;
  daemons: { name: string; running: boolean; pid?: number; lastWords?: string }[];
  /** What is asked of a usable cluster: null is well, text is what is missing. */
  checks: Record<string, string | null>;
}

export async function clusterStatus(): Promise<ClusterStatus> {
  const { cache } = pathsOf(process.env);
  const layout = layoutOf(cache);
  const programs = presentPrograms(cache);
  const kubeconfig = kubeconfigFile(process.env);
  const daemons = programs
    ? [...nodeDaemons(layout, programs), ...addOnDaemons(layout, programs)].map(({ name }) => daemonStatus(name))
    : [];
  const running = programs ? daemons.filter((daemon) => daemon.running).length : Number(isRunning(layout, "kube-apiserver") !== undefined);
  const checks = running > 0 ? await answers(programs ? usable(layout, new Kubectl(layout, programs)) : withoutPrograms) : {};
  return {
    state: stateOf(hasContext(kubeconfig, settings.name), running, daemons.length, Object.values(checks)),
    version: settings.version,
    context: settings.name,
    kubeconfig,
    registry,
    storageClass: settings.storageClass,
    ingress: {
      className: settings.ingressClass,
      http: `127.0.0.1:${settings.ingressPorts.http}`,
      https: `127.0.0.1:${settings.ingressPorts.https}`,
    },
    networkPolicies: isRunning(layout, enforcer) === undefined ? null : enforcer,
    daemons,
    checks,
  };

  function daemonStatus(name: string): ClusterStatus["daemons"][number] {
    const pid = isRunning(layout, name);
    return pid === undefined ? { name, running: false, lastWords: lastWords(layout, name) } : { name, running: true, pid };
  }
}

/** It runs what other sources made. */
const withoutPrograms = {
  programs: () => Promise.resolve("what it consists of is not here, or its sources have changed since it was started"),
};

async function answers(checks: Record<string, () => Promise<string | undefined>>): Promise<Record<string, string | null>> {
  const asked = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, (await check()) ?? null] as const));
  return Object.fromEntries(asked);
}

/** @param missing one for each check that was made */
export function stateOf(known: boolean, running: number, all: number, missing: (string | null)[]): ClusterStatus["state"] {
  if (running === 0) return known ? "stopped" : "absent";
  return running === all && missing.length > 0 && missing.every((text) => text === null) ? "ready" : "not ready";
}
