import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import type { ContainerArgs, Workload } from "../workload";
import { scratchVolumes, volumeNames } from "./container";
import { labels } from "./context";
import type { HeldFiles } from "./files";
import { needLabels } from "./network-policy";
import { asKubernetesVolume } from "./volume";

type PodSpec = types.input.core.v1.PodSpec;
type PodVolume = types.input.core.v1.Volume;

/** One container of a pod, rendered, with what it was rendered from. */
export interface PodPart {
  name: string;
  args: ContainerArgs;
  held: HeldFiles;
  container: types.input.core.v1.Container;
}

/** What a pod's template says whatever owns it. */
export function podTemplate(
  { prefix, service, needs = [] }: { prefix: string; service: string; needs?: Workload[] },
  parts: PodPart[],
  spec: Partial<PodSpec>,
): { metadata: { labels: Record<string, string> }; spec: PodSpec } {
  return {
    metadata: { labels: { ...labels(prefix, service), ...needLabels(needs) } },
    spec: {
      ...basics(service, parts[0]?.args.user),
      containers: parts.map(({ container }) => container),
      volumes: [...parts.flatMap(ownVolumes), ...sharedVolumes(parts)],
      ...spec,
    },
  };
}

/** It has no say in the cluster, and no more rights on its node than an ordinary user. */
function basics(serviceAccountName: Input<string>, user: number | undefined): Omit<PodSpec, "containers"> {
  return {
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      ...(user !== undefined && { fsGroup: user }),
      // A database's folder keeps the permissions it insists on.
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
  };
}

function ownVolumes({ name, args, held }: PodPart): PodVolume[] {
  return [
    ...(held.secrets ? [{ name: volumeNames.secrets(name), secret: { secretName: held.secrets, defaultMode: 0o440 } }] : []),
    ...(held.files ? [{ name: volumeNames.files(name), configMap: { name: held.files, defaultMode: 0o440 } }] : []),
    ...scratchVolumes(name, args),
  ];
}

function sharedVolumes(parts: PodPart[]): PodVolume[] {
  const mounts = parts.flatMap(({ args }) => args.mounts ?? []);
  const named = mounts.map(({ volume }): [string, PodVolume] => {
    const name = volumeNames.mount(volume);
    return [name, { name, ...asKubernetesVolume(volume).source() }];
  });
  return [...new Map(named).values()];
}
