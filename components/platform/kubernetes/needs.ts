import type { ClusterImage, KubernetesNeeds } from "../needs";
import { mebibytes, millicores, type Size } from "../units";
import type { ContainerArgs, Port } from "../workload";
import type { KubernetesSettings } from "./context";
import { kinds } from "./kinds";

/** Gathers what a stack needs while the program describes it. */
export class KubernetesNeedsList {
  private readonly pods: KubernetesNeeds["pods"] = [];
  private readonly nodePorts: KubernetesNeeds["nodePorts"] = [];
  private readonly volumes: KubernetesNeeds["volumes"] = [];
  private readonly limits: number[] = [];
  private names = false;

  /** @param containers of one pod; all of its replicas run for long */
  pod(service: string, replicas: number, containers: ContainerArgs[], ports: Record<string, Port>): void {
    const sum = (amount: (args: ContainerArgs) => number): number => containers.reduce((total, args) => total + amount(args), 0);
    const memory = sum(({ resources }) => mebibytes(resources.requests.memory));
    const cpu = sum(({ resources }) => millicores(resources.requests.cpu));
    this.pods.push(...Array.from({ length: replicas }, () => ({ service, memory, cpu })));
    this.limits.push(replicas * sum(({ resources }) => mebibytes(resources.limits.memory)));
    for (const { exposure } of Object.values(ports)) {
      if (exposure?.from !== "host") continue;
      this.nodePorts.push({ service, port: exposure.port });
      this.names ||= (exposure.names?.hosts.length ?? 0) > 0;
    }
  }

  volume(name: string, size: Size): void {
    this.volumes.push({ name, size: mebibytes(size) });
  }

  all(owner: string, { context, storageClass, ingress }: KubernetesSettings, images: ClusterImage[]): KubernetesNeeds {
    const total = (amounts: number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
    return {
      platform: "kubernetes",
      owner,
      context,
      namespace: owner,
      memory: { requests: total(this.pods.map(({ memory }) => memory)), limits: total(this.limits) },
      cpu: { requests: total(this.pods.map(({ cpu }) => cpu)) },
      pods: this.pods,
      volumes: this.volumes,
      nodePorts: this.nodePorts,
      images,
      kinds,
      ...(storageClass !== undefined && { storageClass }),
      ...(ingress && this.names && { ingress: { ...(ingress.className !== undefined && { className: ingress.className }) } }),
    };
  }
}
