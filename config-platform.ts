import type { StackConfig } from "./config";
import { hostPorts } from "./config-names";

/** Somebody logs in over SSH with a key, and locally without one. */
export function tuningConflicts({ hostTuning: { ssh }, hostTuningKey }: StackConfig): string[] {
  if (ssh && !hostTuningKey)
    return [
      "ballast:hostTuningKey: got nothing, allowed is a private key where hostTuning.ssh is given: pulumi config set --secret ballast:hostTuningKey <KEYFILE",
    ];
  if (!ssh && hostTuningKey)
    return ["ballast:hostTuningKey: got a secret, allowed is nothing without hostTuning.ssh; remove it, or say which host it opens"];
  return [];
}

const nodePorts = { first: 30_000, last: 32_767 };

export function platformConflicts(config: StackConfig): string[] {
  const { platform, kubernetes, hostTuning, gateway, applications } = config;
  if (platform === "docker")
    return kubernetes ? ['ballast:kubernetes: got a cluster, allowed is nothing while ballast:platform is "docker"; remove one'] : [];
  if (!kubernetes)
    return [
      'ballast:kubernetes: got nothing, allowed where ballast:platform is "kubernetes" is at least { context: NAME, registry: HOST:PORT }',
    ];
  const ports: [string, string][] = [["ballast:gateway.port", String(gateway.port)], ...hostPorts(Object.entries(applications))];
  return [
    ...(hostTuning.enabled
      ? ["ballast:hostTuning.enabled: got true, allowed is false on Kubernetes: its nodes are tuned by who runs them"]
      : []),
    ...ports
      .filter(([, port]) => Number(port) < nodePorts.first || Number(port) > nodePorts.last)
      .map(([key, port]) => `${key}: got ${port}, allowed on Kubernetes is a node port, ${nodePorts.first} to ${nodePorts.last}`),
  ];
}
