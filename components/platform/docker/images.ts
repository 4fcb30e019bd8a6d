import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import versions from "../../../images/versions.json";
import { imageName } from "../images";
import type { Image } from "../workload";
import { imageReference } from "./rules/image-reference";

/** Builds every image of the stack inside `up`, each once, all in parallel. */
export class DockerImages extends pulumi.ComponentResource {
  private readonly baseImage: docker.RemoteImage;
  /** Name → reference of all that is built. */
  readonly references: Record<string, pulumi.Output<string>> = {};
  private readonly known = new Map<string, pulumi.Output<string>>();

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:platform:DockerImages", name, {}, opts);
    this.baseImage = new docker.RemoteImage("base", { name: versions.base, keepLocally: true }, { parent: this });
  }

  /** @returns the id of the image that every other begins with */
  base(): pulumi.Output<string> {
    return this.baseImage.imageId;
  }

  /** @returns the image's id, which is its content; a given reference as it stands */
  resolve(image: Image): pulumi.Input<string> {
    if ("reference" in image) return image.reference;
    const { build, args = {} } = image;
    const key = JSON.stringify([build, args]);
    const built = this.known.get(key) ?? this.build(build, args);
    this.known.set(key, built);
    return built;
  }

  private build(folder: string, args: Record<string, string>): pulumi.Output<string> {
    const name = imageName(folder);
    const image = new docker.RemoteImage(
      name,
      {
        name: this.baseImage.imageId.apply((base) => imageReference(name, folder, args, base)),
        build: { context: folder, dockerfile: "Dockerfile", buildArgs: args, networkMode: "host" },
        keepLocally: true,
      },
      { parent: this },
    );
    this.references[name] = image.name;
    return image.imageId;
  }
}
