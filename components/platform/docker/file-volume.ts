import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Volume } from "../workload";
import { labelList } from "./container";
import { labels, type DockerContext } from "./context";
import { notStarted, replacement } from "./create-container";
import { secretUploads } from "./files-container";

const folder = "/files";

/**
 * A named volume, and a container that never starts but mounts it: what is uploaded into the container is in the volume. Another content
 * is another container; the volume stays, and so do those who mount it.
 */
export class DockerFileVolume extends pulumi.ComponentResource implements Volume {
  readonly name: pulumi.Output<string>;

  constructor(name: string, context: DockerContext, files: Record<string, pulumi.Input<string>>, opts: pulumi.ComponentResourceOptions) {
    super("ballast:platform:DockerFileVolume", name, {}, opts);
    const child = { parent: this };
    const physical = `${context.prefix}-${name}`;

    const volume = new docker.Volume(name, { name: physical, labels: [{ label: "ballast.stack", value: context.prefix }] }, child);
    new docker.Container(
      `${name}-files`,
      {
        name: `${physical}-files`,
        image: context.images.base(),
        uploads: secretUploads(folder, files),
        mounts: [{ type: "volume", source: volume.name, target: folder, readOnly: false }],
        labels: labelList(labels(context, name)),
        networkMode: "none",
        ...notStarted,
      },
      { ...child, ...replacement },
    );
    this.name = volume.name;
    this.registerOutputs({});
  }
}
