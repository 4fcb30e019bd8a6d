import * as docker from "@pulumi/docker";
import { violations } from "./violations";

/** Makes each resource as it stands; the rest of the stack would only take time. */
const classes = {
  "docker:index/container:Container": docker.Container,
  "docker:index/network:Network": docker.Network,
  "docker:index/remoteImage:RemoteImage": docker.RemoteImage,
  "docker:index/volume:Volume": docker.Volume,
};

for (const { type, name, props, opts } of Object.values(violations).flat()) {
  const Resource = classes[type as keyof typeof classes] as new (name: string, props: unknown, opts: unknown) => unknown;
  new Resource(name, props, opts);
}
