import { Resource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { Mount, Workload } from "./workload";

/** What the caller waits for, what the workload needs, and what it mounts. */
export function dependencies(
  opts: ComponentResourceOptions,
  { needs = [], mounts = [] }: { needs?: Workload[]; mounts?: Mount[] },
): Input<Resource>[] {
  const asked = opts.dependsOn ?? [];
  const parts = [...needs, ...mounts.map(({ volume }) => volume)];
  return [
    ...(Array.isArray(asked) ? asked : [asked as Input<Resource>]),
    ...parts.filter((part) => Resource.isInstance(part)),
  ] as Input<Resource>[];
}
