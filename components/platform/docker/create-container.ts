import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerArgs } from "../workload";
import { containerArgs, type Placement } from "./container";
import { labels, type DockerContext } from "./context";
import { filesContainerArgs } from "./files-container";
import { silentlyIgnoredUpdates } from "./rules/updates";

/**
 * Makes the container for a description, and the one that holds its files.
 * @param service whose part it is
 * @param unit its own name within the stack
 */
export function createContainer(
  context: DockerContext,
  { service, unit }: { service: string; unit: string },
  args: ContainerArgs,
  placement: Pick<Placement, "networks" | "ports">,
  extra: Partial<docker.ContainerArgs>,
  opts: pulumi.CustomResourceOptions,
): docker.Container {
  const name = `${context.prefix}-${unit}`;
  context.needs.container(service, args, placement.ports, extra.start !== false);
  const image = context.images.resolve(args.image);
  const options = { ...opts, ...replacement };
  const marks = labels(context, service);
  const held = filesContainerArgs(args, { name: `${name}-files`, image, labels: marks });
  const files = held && new docker.Container(`${unit}-files`, held, options);
  const described = containerArgs(args, {
    name,
    image,
    labels: labels(context, service),
    ...placement,
    ...(files && { filesFrom: files.id }),
  });
  return new docker.Container(unit, { ...described, ...extra }, options);
}

/** A name is free only once its container is gone. */
export const replacement = { deleteBeforeReplace: true, replaceOnChanges: silentlyIgnoredUpdates };

/** For a container that something else starts, or nothing. */
export const notStarted = { start: false, mustRun: false, restart: "no" } satisfies Partial<docker.ContainerArgs>;

/** For a container that runs until the stack is taken down. */
export function longRunning(stopTimeout: number): Partial<docker.ContainerArgs> {
  return { restart: "unless-stopped", stopTimeout, destroyGraceSeconds: stopTimeout };
}
