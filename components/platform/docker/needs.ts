import versions from "../../../images/versions.json";
import type { DockerNeeds as Needs } from "../needs";
import { mebibytes, millicores, type Size } from "../units";
import type { ContainerArgs, Image, Port } from "../workload";

/** Gathers what a stack needs while the program describes it. */
export class DockerNeeds {
  private readonly running: ContainerArgs[] = [];
  private readonly ports: Needs["ports"] = [];
  private readonly volumes: Needs["volumes"] = [];
  private readonly images = new Map<string, Image>();

  /** @param runs it stays: neither a job nor a holder of files */
  container(service: string, args: ContainerArgs, ports: Record<string, Port> = {}, runs: boolean): void {
    this.images.set(JSON.stringify(args.image), args.image);
    if (runs) this.running.push(args);
    for (const { exposure } of Object.values(ports)) {
      if (exposure?.from === "host") this.ports.push({ service, address: exposure.address ?? "127.0.0.1", port: exposure.port });
    }
  }

  volume(name: string, size: Size): void {
    this.volumes.push({ name, size: mebibytes(size) });
  }

  all(owner: string, networks: string[]): Needs {
    const sum = (amount: (args: ContainerArgs) => number): number => this.running.reduce((total, args) => total + amount(args), 0);
    return {
      platform: "docker",
      owner,
      ports: this.ports,
      memory: {
        requests: sum(({ resources }) => mebibytes(resources.requests.memory)),
        limits: sum(({ resources }) => mebibytes(resources.limits.memory)),
      },
      cpu: { requests: sum(({ resources }) => millicores(resources.requests.cpu)) },
      volumes: this.volumes,
      networks,
      images: [...this.images.values()],
      base: versions.base,
    };
  }
}
