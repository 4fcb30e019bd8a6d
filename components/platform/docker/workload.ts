import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Workload, WorkloadArgs } from "../workload";
import type { Placement } from "./container";
import { ContainerGate } from "./container-gate";
import { dependencies } from "../dependencies";
import type { DockerContext } from "./context";
import { createContainer, longRunning } from "./create-container";
import { budget, healthCheck } from "./health-check";

type Networks = Placement["networks"];
type Dependencies = pulumi.Input<pulumi.Resource>[];

/** One container for each replica, behind one host name; replaced one after the other, each when the one before is healthy. */
export class DockerWorkload extends pulumi.ComponentResource implements Workload {
  readonly host: string;

  constructor(
    readonly name: string,
    private readonly context: DockerContext,
    private readonly args: WorkloadArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:platform:Workload", name, {}, opts);
    this.host = name;
    const needs = args.needs ?? [];
    const networks = this.networks();
    const replicas = Array.from({ length: args.replicas ?? 1 }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
    const sidecars = Object.keys(args.sidecars ?? {}).map((sidecar) => `${name}-${sidecar}`);

    let before = dependencies(opts, args);
    for (const replica of replicas) before = [this.replica(replica, networks, before)];
    Object.values(args.sidecars ?? {}).forEach((sidecar, index) => {
      const unit = sidecars[index] as string;
      const { liveness } = sidecar;
      const container = createContainer(
        context,
        { service: name, unit },
        sidecar,
        { networks: renamed(networks, unit) },
        {
          ...longRunning(this.stopTimeout()),
          ...(liveness && { healthcheck: healthCheck({ readiness: liveness, liveness }) }),
        },
        { parent: this, dependsOn: before },
      );
      if (liveness) this.gate(unit, container, budget(liveness) + 60);
    });
    context.record(
      name,
      [...replicas, ...sidecars].map((unit) => this.physical(unit)),
      needs,
    );
    this.registerOutputs({ host: this.host });
  }

  private replica(unit: string, networks: Networks, dependsOn: Dependencies): pulumi.Resource {
    const { probes, ports } = this.args;
    const container = createContainer(
      this.context,
      { service: this.name, unit },
      this.args,
      { networks, ...(ports && { ports }) },
      { ...longRunning(this.stopTimeout()), healthcheck: healthCheck(probes) },
      { parent: this, dependsOn },
    );
    const timeout = probes.startup ? budget(probes.startup) : Math.max(60, 3 * budget(probes.readiness));
    return this.gate(unit, container, timeout);
  }

  private gate(unit: string, container: docker.Container, timeout: number): pulumi.Resource {
    return new ContainerGate(
      `${unit}-ready`,
      { container: container.id, name: this.physical(unit), until: "healthy", timeout },
      { parent: this },
    );
  }

  private networks(): Networks {
    const { ports = {}, needs = [], egress = false } = this.args;
    const published = Object.values(ports).some(({ exposure }) => exposure?.from === "host");
    return [
      ...(Object.keys(ports).length > 0 ? [{ name: this.context.networks.own(this.name), alias: this.name }] : []),
      ...this.context.networks.of(needs),
      ...(published || egress ? [{ name: this.context.networks.edge() }] : []),
    ];
  }

  private stopTimeout(): number {
    return this.args.stopTimeout ?? 30;
  }

  private physical(unit: string): string {
    return `${this.context.prefix}-${unit}`;
  }
}

/** The same networks, answering to another name. */
function renamed(networks: Networks, alias: string): Networks {
  return networks.map((network) => (network.alias ? { ...network, alias } : network));
}
