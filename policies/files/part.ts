import { Container } from "@pulumi/docker/container";
import { isLongRunning, serviceOf, type Container as ContainerProps } from "../docker/container";
import { ofKind } from "../kubernetes/kinds";
import { podIn } from "../kubernetes/pod";
import type { Asked } from "../policy";

/** A part of a service, on either platform. */
export interface Part {
  title: string;
  /** Undefined for what is somebody else's. */
  service: string | undefined;
  longRunning: boolean;
}

/** @returns undefined for what neither runs nor holds files */
export function partOf(resource: Asked): Part | undefined {
  if (resource.isType(Container)) {
    const container = resource.props as ContainerProps;
    return { title: `container ${resource.name}`, service: serviceOf(container), longRunning: isLongRunning(container) };
  }
  const map = ofKind("ConfigMap", resource);
  if (map) return { title: `ConfigMap ${resource.name}`, service: map.metadata?.labels?.["ballast.service"], longRunning: false };
  const pod = podIn(resource);
  return pod && { title: pod.title, service: pod.service, longRunning: pod.longRunning };
}
