import type * as docker from "@pulumi/docker";
// The class alone: the whole package would take longer to load.
import { Container as ContainerClass } from "@pulumi/docker/container";
import type { PolicyResource } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { ofType, resourcePolicy, type Policy, type ResourcePolicyArgs, type Typed } from "../policy";

/** A container's arguments as a policy sees them. */
export type Container = Unwrap<docker.ContainerArgs>;

interface ContainerPolicyArgs<Settings> extends ResourcePolicyArgs<Container, Settings> {
  /** @default every container */
  about?: (container: Container) => boolean;
}

export function containerPolicy<Settings = unknown>({ about, check, ...rest }: ContainerPolicyArgs<Settings>): Policy {
  return resourcePolicy<docker.ContainerArgs, Settings>(ContainerClass, {
    ...rest,
    check: (subject, report) => {
      if (about?.(subject.props) ?? true) check(subject, report);
    },
  });
}

/** Holds files for another and is never started: Docker takes uploads only into a root that can be written. */
export function isHolder({ start, uploads, networkMode }: Container): boolean {
  return start === false && networkMode === "none" && (uploads?.length ?? 0) > 0;
}

/** Serves, is a job or runs by the clock. */
export function runs(container: Container): boolean {
  return !isHolder(container);
}

/** Serves or runs by the clock; a job ends by itself. */
export function isLongRunning({ start, mustRun }: Container): boolean {
  return start !== false && mustRun !== false;
}

/** Whose part it is. @returns undefined for a container of somebody else */
export function serviceOf({ labels }: Container): string | undefined {
  return labels?.find(({ label }) => label === "ballast.service")?.value;
}

export function containersIn(resources: PolicyResource[]): Typed<docker.ContainerArgs>[] {
  return ofType(resources, ContainerClass);
}
