import type { Needs } from "../platform/needs";
import type { Check, DockerInput, KubernetesInput } from "./check";
import { composePlugin } from "./checks/docker/compose-plugin";
import { disk } from "./checks/docker/disk";
import { dockerEngine } from "./checks/docker/docker-engine";
import { images } from "./checks/docker/images";
import { network } from "./checks/docker/network";
import { permissions } from "./checks/docker/permissions";
import { ports } from "./checks/docker/ports";
import { resources } from "./checks/docker/resources";
import { access } from "./checks/kubernetes/access";
import { cluster } from "./checks/kubernetes/cluster";
import { disk as clusterDisk } from "./checks/kubernetes/disk";
import { images as clusterImages } from "./checks/kubernetes/images";
import { ingress } from "./checks/kubernetes/ingress";
import { namespace } from "./checks/kubernetes/namespace";
import { permissions as clusterPermissions } from "./checks/kubernetes/permissions";
import { ports as nodePorts } from "./checks/kubernetes/ports";
import { resources as clusterResources } from "./checks/kubernetes/resources";
import { storage } from "./checks/kubernetes/storage";
import { objectStorage } from "./checks/object-storage";
import { vault } from "./checks/vault";

/** In the order they are shown. */
export const dockerChecks: Check<DockerInput>[] = [
  permissions,
  dockerEngine,
  composePlugin,
  resources,
  disk,
  ports,
  network,
  images,
  objectStorage,
  vault,
];
export const kubernetesChecks: Check<KubernetesInput>[] = [
  clusterPermissions,
  cluster,
  access,
  namespace,
  clusterResources,
  storage,
  clusterDisk,
  nodePorts,
  ingress,
  clusterImages,
  objectStorage,
  vault,
];

/** What is said of a check without running it. */
export type Described = Pick<Check<never>, "id" | "title" | "kinds" | "requires">;

export const checks: Record<Needs["platform"], Described[]> = { docker: dockerChecks, kubernetes: kubernetesChecks };

/** Every kind of finding, as it is accepted and documented: `port-in-use:PORT` stands for one of each port. */
export const findingIds: string[] = [...new Set(Object.values(checks).flat().flatMap(idsOf))];

export function idsOf({ kinds }: Described): string[] {
  return Object.entries(kinds).map(([kind, subject]) => (subject ? `${kind}:${subject}` : kind));
}

/** The part of a finding's id that its runbook is called by. */
export const kindOf = (id: string): string => id.split(":", 1)[0] as string;

/** @returns whether a finding can have this id: its kind is known, and names what it is about where there can be several */
export function isFindingId(id: string): boolean {
  const known = findingIds.find((one) => kindOf(one) === kindOf(id));
  if (known === undefined) return false;
  return known.includes(":") ? id.length > kindOf(id).length + 1 : !id.includes(":");
}

/** @returns the check of that id, with those that explain its skipping; without an id, all of them */
export function selected<One extends Described>(all: One[], only?: string): One[] {
  const chosen = all.find(({ id }) => id === only);
  return chosen ? all.filter(({ id }) => id === chosen.id || chosen.requires?.includes(id)) : all;
}
