import * as core from "@pulumi/kubernetes/core/v1";
import type * as pulumi from "@pulumi/pulumi";
import { childOptions, metadata, type KubernetesContext } from "./context";

/** An identity without a token: whoever takes over a pod cannot speak to the cluster's API. */
export function serviceAccount(context: KubernetesContext, service: string, opts: pulumi.CustomResourceOptions): pulumi.Resource {
  const args = { metadata: metadata(context, service), automountServiceAccountToken: false };
  return new core.ServiceAccount(service, args, childOptions(context, opts));
}
