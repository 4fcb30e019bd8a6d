import type * as kubernetes from "@pulumi/kubernetes";
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { Workload } from "../workload";
import { takenBack } from "./annotations";
import type { KubernetesImages } from "./images";
import type { KubernetesNeedsList } from "./needs";

/** Which cluster, and what of it the stack uses. */
export interface KubernetesSettings {
  /** Of the kubeconfig. */
  context: string;
  /** Where images are pushed to, and pulled from. */
  registry: string;
  /** @default the cluster's default class */
  storageClass?: string | undefined;
  /** @default none: names are not answered for */
  ingress?: { className?: string | undefined; port: number; annotations: Record<string, string> } | undefined;
}

/** What the parts of the Kubernetes platform share. */
export interface KubernetesContext {
  /** Name of the namespace, and label of everything in it. */
  prefix: string;
  settings: KubernetesSettings;
  /** The namespace, once it is there. */
  namespace: Output<string>;
  provider: kubernetes.Provider;
  images: KubernetesImages;
  needs: KubernetesNeedsList;
  /** Name of the class of those who hold data; made when the first asks for it. */
  priorityClass(): Input<string>;
  /** Notes what owns the pods of a service, for the stack's outputs. */
  record(service: string, owner: string, needs?: Workload[]): void;
}

export interface Metadata {
  name: Input<string>;
  namespace: Input<string>;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** @param service whose part it is */
export function metadata(context: KubernetesContext, service: string, name: Input<string> = service, annotations = {}): Metadata {
  return {
    name,
    namespace: context.namespace,
    labels: labels(context.prefix, service),
    annotations: { ...takenBack, ...annotations },
  };
}

export function labels(prefix: string, service: string): Record<string, string> {
  return {
    "app.kubernetes.io/managed-by": "ballast",
    "app.kubernetes.io/name": service,
    "ballast.service": service,
    "ballast.stack": prefix,
  };
}

/** What selects the pods of a service, and of nothing else in the namespace. */
export function selector(service: string): Record<string, string> {
  return { "ballast.service": service };
}

export function childOptions(context: KubernetesContext, opts: CustomResourceOptions): CustomResourceOptions {
  return { ...opts, provider: context.provider };
}
