import type { types } from "@pulumi/kubernetes";
import type { PolicyResource } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { policyAbout, type Asked, type Policy, type ResourcePolicyArgs } from "../policy";

/** Kinds of objects that policies read, with the fields of their stable version. */
interface Kinds {
  ConfigMap: types.input.core.v1.ConfigMap;
  CronJob: types.input.batch.v1.CronJob;
  DaemonSet: types.input.apps.v1.DaemonSet;
  Deployment: types.input.apps.v1.Deployment;
  Job: types.input.batch.v1.Job;
  Namespace: types.input.core.v1.Namespace;
  NetworkPolicy: types.input.networking.v1.NetworkPolicy;
  PersistentVolumeClaim: types.input.core.v1.PersistentVolumeClaim;
  Pod: types.input.core.v1.Pod;
  Service: types.input.core.v1.Service;
  StatefulSet: types.input.apps.v1.StatefulSet;
}

export type Kind = keyof Kinds;
export type Fields<K extends Kind> = Unwrap<Kinds[K]>;

/** By name, which takes no time to load as the provider's classes would. @returns its arguments; undefined for another kind */
export function ofKind<K extends Kind>(kind: K, { type, props }: Asked): Fields<K> | undefined {
  return kindOf(type) === kind ? (props as Fields<K>) : undefined;
}

/** @returns the kind, as in `Deployment` of `kubernetes:apps/v1:Deployment`; undefined for a resource of another provider */
export function kindOf(type: string): string | undefined {
  return /^kubernetes:[^:]+:(\w+)$/.exec(type)?.[1];
}

/** A rule about each object of a kind. */
export function kindPolicy<K extends Kind, Settings = unknown>(kind: K, policy: ResourcePolicyArgs<Fields<K>, Settings>): Policy {
  return policyAbout((resource) => ofKind(kind, resource), policy);
}

export function allOfKind<K extends Kind>(kind: K, resources: PolicyResource[]): { name: string; props: Fields<K> }[] {
  return resources.flatMap((resource) => {
    const props = ofKind(kind, resource);
    return props ? [{ name: resource.name, props }] : [];
  });
}
