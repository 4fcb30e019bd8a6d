import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { mebibytes, millicores } from "../units";
import type { ContainerArgs, Port } from "../workload";
import { allCapabilities, logs, loopback, noNewPrivileges } from "./rules/confinement";

/** What the platform adds to a description: its name, its image, where it is connected. */
export interface Placement {
  name: string;
  image: pulumi.Input<string>;
  labels: Record<string, string>;
  networks: { name: pulumi.Input<string>; alias?: string }[];
  ports?: Record<string, Port>;
  /** Id of the container whose volumes hold the secrets and files. */
  filesFrom?: pulumi.Input<string>;
}

/**
 * The arguments every container shares: nothing is writable but its volumes and scratch, nobody is root, nothing is published
 * beyond loopback. Lists are sorted and defaults written out, because the provider compares them literally on the next preview.
 */
export function containerArgs(args: ContainerArgs, placement: Placement): docker.ContainerArgs {
  const memory = mebibytes(args.resources.limits.memory);
  return {
    name: placement.name,
    image: placement.image,
    ...(args.command && { command: args.command }),
    envs: Object.entries(args.env ?? {})
      .sort(byName)
      .map(([key, value]) => pulumi.interpolate`${key}=${value}`),
    user: `${args.user}:${args.user}`,
    // To read what belongs to root's group: its secrets and files.
    groupAdds: ["0"],
    init: true,
    readOnly: true,
    capabilities: { drops: [allCapabilities] },
    securityOpts: [noNewPrivileges],
    memory,
    memorySwap: memory,
    memoryReservation: mebibytes(args.resources.requests.memory),
    // Not `cpus`: the provider rounds some values when it reads them back, and then wants to replace the container.
    cpuPeriod: 100_000,
    cpuQuota: millicores(args.resources.limits.cpu) * 100,
    cpuShares: Math.max(2, Math.round((millicores(args.resources.requests.cpu) * 1024) / 1000)),
    ...scratch(args.scratch ?? ["/tmp"], memory),
    mounts: (args.mounts ?? [])
      .map(({ volume, path, readOnly }) => ({ type: "volume", source: volume.name, target: path, readOnly: readOnly ?? false }))
      .sort((a, b) => a.target.localeCompare(b.target)),
    ...(placement.filesFrom && { volumes: [{ fromContainer: placement.filesFrom, readOnly: true }] }),
    removeVolumes: true,
    ports: ports(placement.ports ?? {}),
    // With networks of its own the provider leaves the default bridge again; without any, nothing is reachable.
    networkMode: placement.networks.length > 0 ? "bridge" : "none",
    networksAdvanced: placement.networks.map(({ name, alias }) => ({ name, aliases: alias ? [alias] : [] })),
    ...logs,
    labels: labelList(placement.labels),
  };
}

/**
 * Scratch counts against the memory limit. Its size does not follow the limit, so that a new limit is an update in place; only
 * /dev/shm does, which Docker makes at 64 MiB and databases need larger.
 */
function scratch(paths: string[], memory: number): Pick<docker.ContainerArgs, "tmpfs" | "shmSize"> {
  return {
    tmpfs: Object.fromEntries(
      paths.filter((path) => path !== "/dev/shm").map((path) => [path, "rw,nosuid,nodev,noexec,mode=1777,size=64m"]),
    ),
    shmSize: paths.includes("/dev/shm") ? Math.max(64, Math.floor(memory / 2)) : 64,
  };
}

export function labelList(labels: Record<string, string>): docker.types.input.ContainerLabel[] {
  return Object.entries(labels)
    .sort(byName)
    .map(([label, value]) => ({ label, value }));
}

function ports(declared: Record<string, Port>): docker.types.input.ContainerPort[] {
  return Object.values(declared)
    .flatMap(({ port, exposure }) =>
      exposure?.from === "host" ? [{ internal: port, external: exposure.port, ip: exposure.address ?? loopback, protocol: "tcp" }] : [],
    )
    .sort((a, b) => a.internal - b.internal);
}

export function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
