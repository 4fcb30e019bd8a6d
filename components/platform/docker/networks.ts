import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../workload";

/**
 * One network for each service that listens, shared with those who declared a need for it and with nobody else. These have no way
 * out of the host. Published ports and outgoing connections go over one more network, whose members cannot reach each other.
 */
export class DockerNetworks extends pulumi.ComponentResource {
  private readonly byService = new Map<string, docker.Network>();
  private edgeNetwork?: docker.Network;

  constructor(
    private readonly prefix: string,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:platform:DockerNetworks", "networks", {}, opts);
  }

  /** The network a service listens on. */
  own(service: string): pulumi.Output<string> {
    const network = new docker.Network(
      service,
      { name: `${this.prefix}-${service}`, driver: "bridge", internal: true, labels: this.labels() },
      { parent: this },
    );
    this.byService.set(service, network);
    return network.name;
  }

  /** The networks of the services somebody needs. */
  of(needs: Workload[]): { name: pulumi.Output<string> }[] {
    return needs.flatMap((need) => {
      const network = this.byService.get(need.name);
      return network ? [{ name: network.name }] : [];
    });
  }

  edge(): pulumi.Output<string> {
    this.edgeNetwork ??= new docker.Network(
      "edge",
      {
        name: `${this.prefix}-edge`,
        driver: "bridge",
        options: { "com.docker.network.bridge.enable_icc": "false" },
        labels: this.labels(),
      },
      { parent: this },
    );
    return this.edgeNetwork.name;
  }

  /** Those made so far, as Docker knows them. */
  names(): string[] {
    return [...this.byService.keys(), ...(this.edgeNetwork ? ["edge"] : [])].map((name) => `${this.prefix}-${name}`);
  }

  private labels(): docker.types.input.NetworkLabel[] {
    return [{ label: "ballast.stack", value: this.prefix }];
  }
}
