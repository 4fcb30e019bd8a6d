import * as core from "@pulumi/kubernetes/core/v1";
import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Volume, VolumeArgs } from "../workload";
import { skipAwait } from "./annotations";
import { childOptions, metadata, type KubernetesContext } from "./context";

/** What this platform hands out as a volume: it knows how a pod mounts it. */
export interface KubernetesVolume extends Volume {
  /** As the program calls it. */
  readonly plainName: string;
  /** It holds data that has one owner at a time. */
  readonly claimed: boolean;
  source(): Omit<types.input.core.v1.Volume, "name">;
}

/** A claim of its own, not one of a StatefulSet's templates: it outlives the StatefulSet, and has the volume's name. */
export class KubernetesClaim extends pulumi.ComponentResource implements KubernetesVolume {
  readonly name: pulumi.Output<string>;
  readonly claimed = true;

  constructor(
    readonly plainName: string,
    context: KubernetesContext,
    { size, protect = true }: VolumeArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:platform:KubernetesClaim", plainName, {}, opts);
    const { storageClass } = context.settings;
    const claim = new core.PersistentVolumeClaim(
      plainName,
      {
        metadata: metadata(context, plainName, plainName, skipAwait),
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: size } },
          ...(storageClass && { storageClassName: storageClass }),
        },
      },
      childOptions(context, { parent: this, protect }),
    );
    this.name = claim.metadata.name;
    context.needs.volume(plainName, size);
    this.registerOutputs({});
  }

  source(): Omit<types.input.core.v1.Volume, "name"> {
    return { persistentVolumeClaim: { claimName: this.name } };
  }
}

/** @throws Error for a volume of another platform */
export function asKubernetesVolume(volume: Volume): KubernetesVolume {
  if ("source" in volume && "claimed" in volume) return volume as KubernetesVolume;
  throw new Error("mounts: got a volume that another platform made, allowed is what this platform's volume() or fileVolume() returned");
}
