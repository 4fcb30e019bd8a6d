import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { mebibytes } from "../units";
import type { ContainerArgs, Port, Volume } from "../workload";
import { filesFolder, secretsFolder } from "../rules/files";
import { asKubernetesVolume } from "./volume";

type Container = types.input.core.v1.Container;

/** The disk that a container's log takes, and what it may take before the pod is evicted. Nothing else of it is writable but volumes. */
const logSpace = { request: "32Mi", limit: "256Mi" };

/** Names of the pod's volumes, which the pod makes and its containers mount. */
export const volumeNames = {
  secrets: (container: string) => `${container}-secrets`,
  files: (container: string) => `${container}-files`,
  /** One for all of the pod's containers: the kubelet mounts no claim for a pod twice, and waits for ever. */
  mount: (volume: Volume) => `mount-${asKubernetesVolume(volume).plainName}`,
  scratch: (container: string, index: number) => `${container}-scratch-${index}`,
};

/** The arguments every container shares: nothing is writable but its volumes and scratch, and nobody is root. */
export function container(name: string, image: Input<string>, args: ContainerArgs, ports: Record<string, Port> = {}): Container {
  const { requests, limits } = args.resources;
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    ...(args.command && { args: args.command }),
    env: Object.entries(args.env ?? {})
      .map(([variable, value]) => ({ name: variable, value }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ports: Object.entries(ports).map(([port, { port: containerPort }]) => ({ name: port, containerPort, protocol: "TCP" })),
    resources: {
      requests: { cpu: requests.cpu, memory: requests.memory, "ephemeral-storage": logSpace.request },
      limits: { cpu: limits.cpu, memory: limits.memory, "ephemeral-storage": logSpace.limit },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: args.user,
      runAsGroup: args.user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: volumeMounts(name, args),
  };
}

function volumeMounts(name: string, { secrets, files, mounts = [], scratch = ["/tmp"] }: ContainerArgs): Container["volumeMounts"] {
  return [
    ...(has(secrets) ? [{ name: volumeNames.secrets(name), mountPath: secretsFolder, readOnly: true }] : []),
    ...(has(files) ? [{ name: volumeNames.files(name), mountPath: filesFolder, readOnly: true }] : []),
    ...mounts.map(({ volume, path, readOnly = false }) => ({ name: volumeNames.mount(volume), mountPath: path, readOnly })),
    ...scratch.map((path, index) => ({ name: volumeNames.scratch(name, index), mountPath: path })),
  ];
}

/** Scratch is memory, and counts against the container's limit. Databases need a large /dev/shm. */
export function scratchVolumes(name: string, { scratch = ["/tmp"], resources }: ContainerArgs): types.input.core.v1.Volume[] {
  const shared = Math.max(64, Math.floor(mebibytes(resources.limits.memory) / 2));
  return scratch.map((path, index) => ({
    name: volumeNames.scratch(name, index),
    emptyDir: { medium: "Memory", sizeLimit: `${path === "/dev/shm" ? shared : 64}Mi` },
  }));
}

export function has(contents: Record<string, unknown> | undefined): contents is Record<string, Input<string>> {
  return contents !== undefined && Object.keys(contents).length > 0;
}
