import * as core from "@pulumi/kubernetes/core/v1";
import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { childOptions, metadata, type KubernetesContext } from "./context";
import { encoded } from "./files";
import type { KubernetesVolume } from "./volume";

/** A Secret under one name for ever, which the kubelet refreshes in the running pods within about a minute. */
export class KubernetesFileVolume extends pulumi.ComponentResource implements KubernetesVolume {
  readonly name: pulumi.Output<string>;
  readonly claimed = false;

  constructor(
    readonly plainName: string,
    context: KubernetesContext,
    files: Record<string, pulumi.Input<string>>,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:platform:KubernetesFileVolume", plainName, {}, opts);
    const secret = new core.Secret(
      plainName,
      { metadata: metadata(context, plainName), type: typeOf(files), data: encoded(files) },
      childOptions(context, { parent: this }),
    );
    this.name = secret.metadata.name;
    this.registerOutputs({});
  }

  source(): Omit<types.input.core.v1.Volume, "name"> {
    return { secret: { secretName: this.name, defaultMode: 0o440 } };
  }
}

/** Only of this type may an ingress take a certificate. */
function typeOf(files: Record<string, unknown>): string {
  return "tls.crt" in files && "tls.key" in files ? "kubernetes.io/tls" : "Opaque";
}
