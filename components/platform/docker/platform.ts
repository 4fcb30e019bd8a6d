import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Needs } from "../needs";
import type { Inventory, Platform } from "../platform";
import type { JobArgs, ScheduledJobArgs, Volume, VolumeArgs, Workload, WorkloadArgs } from "../workload";
import { ContainerGate } from "./container-gate";
import { createContainer, notStarted } from "./create-container";
import { DockerImages } from "./images";
import { DockerNeeds } from "./needs";
import { DockerNetworks } from "./networks";
import { dependencies } from "../dependencies";
import type { DockerContext } from "./context";
import { DockerFileVolume } from "./file-volume";
import { DockerScheduledJob } from "./scheduled-job";
import { DockerScheduler } from "./scheduler";
import { DockerWorkload } from "./workload";

/** One Docker host. */
export class DockerPlatform extends pulumi.ComponentResource implements Platform {
  private readonly context: DockerContext;
  private scheduler?: DockerScheduler;
  private readonly found: Inventory = { services: {}, volumes: {} };

  /** @param prefix goes before every name on the host, so that stacks live side by side */
  constructor(prefix: string, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:platform:Docker", "docker", {}, opts);
    this.context = {
      prefix,
      images: new DockerImages("images", { parent: this }),
      networks: new DockerNetworks(prefix, { parent: this }),
      needs: new DockerNeeds(),
      scheduler: () => (this.scheduler ??= new DockerScheduler(this.context, { parent: this })),
      record: (service, units, needs = []) => {
        this.found.services[service] = { units, needs: needs.map((need) => need.name) };
      },
    };
    this.registerOutputs({});
  }

  volume(name: string, args: VolumeArgs, opts: pulumi.ComponentResourceOptions): Volume {
    const physical = `${this.context.prefix}-${name}`;
    const protect = args.protect ?? true;
    const volume = new docker.Volume(
      name,
      { name: physical, labels: [{ label: "ballast.stack", value: this.context.prefix }] },
      { ...opts, protect },
    );
    this.found.volumes[name] = { name: physical, protected: protect };
    this.context.needs.volume(physical, args.size);
    return volume;
  }

  fileVolume(name: string, files: Record<string, pulumi.Input<string>>, opts: pulumi.ComponentResourceOptions): Volume {
    return new DockerFileVolume(name, this.context, files, opts);
  }

  workload(name: string, args: WorkloadArgs, opts: pulumi.ComponentResourceOptions): Workload & pulumi.Resource {
    return new DockerWorkload(name, this.context, args, opts);
  }

  job(name: string, args: JobArgs, opts: pulumi.ComponentResourceOptions): pulumi.Resource {
    const needs = args.needs ?? [];
    const options = { ...opts, dependsOn: dependencies(opts, args) };
    const container = createContainer(
      this.context,
      { service: name, unit: name },
      args,
      { networks: [...this.context.networks.of(needs), ...(args.egress ? [{ name: this.context.networks.edge() }] : [])] },
      notStarted,
      options,
    );
    return new ContainerGate(
      `${name}-run`,
      { container: container.id, name: `${this.context.prefix}-${name}`, until: "ended", timeout: args.timeout ?? 300 },
      options,
    );
  }

  scheduledJob(name: string, args: ScheduledJobArgs, opts: pulumi.ComponentResourceOptions): pulumi.Resource {
    return new DockerScheduledJob(name, this.context, args, opts);
  }

  authorityOf(host: string, port: number): string {
    return `${host}:${port}`;
  }

  inventory(): Inventory {
    return this.found;
  }

  images(): Record<string, pulumi.Output<string>> {
    return this.context.images.references;
  }

  needs(): Needs {
    return this.context.needs.all(this.context.prefix, this.context.networks.names());
  }
}
