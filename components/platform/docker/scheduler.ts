import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { builtImage } from "../images";
import type { Resources, Volume } from "../workload";
import type { DockerContext } from "./context";
import { createContainer, notStarted } from "./create-container";
import { schedulerFolder } from "./rules/schedule";

const resources: Resources = { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "32Mi" } };

/**
 * supercronic on a volume, so that a job runs in whatever image it needs. Docker fills an empty volume from the image of the first
 * container that mounts it, even if that container never starts.
 */
export class DockerScheduler extends pulumi.ComponentResource implements Volume {
  readonly name: pulumi.Output<string>;

  constructor(context: DockerContext, opts: pulumi.ComponentResourceOptions) {
    super("ballast:platform:DockerScheduler", "scheduler", {}, opts);
    const child = { parent: this };
    const image = builtImage("supercronic");
    const volume = new docker.Volume(
      "scheduler",
      {
        name: pulumi.output(context.images.resolve(image)).apply((id) => `${context.prefix}-scheduler-${id.slice(-12)}`),
        labels: [{ label: "ballast.stack", value: context.prefix }],
      },
      child,
    );
    const filler = createContainer(
      context,
      { service: "scheduler", unit: "scheduler" },
      { image, resources, user: 65534, mounts: [{ volume, path: schedulerFolder }] },
      { networks: [] },
      notStarted,
      child,
    );
    this.name = pulumi.all([volume.name, filler.id]).apply(([name]) => name);
    this.registerOutputs({});
  }
}
