import type { z } from "zod";
import { CommandError, exit } from "../../exit";
import { listObjects, type KubernetesApi } from "./api";
import { cronJob, job, pod, replicaSet, workload, type CronJob, type Job, type Pod, type Workload } from "./objects";

const kinds = ["Deployment", "StatefulSet", "CronJob"] as const;
type Kind = (typeof kinds)[number];

/** What the API server knew at one moment. */
export interface Evidence {
  /** Unit → what it names; absent when it does not exist. */
  workloads: Map<string, Workload>;
  cronJobs: Map<string, CronJob>;
  /** Unit → what belongs to it, the oldest first. */
  jobs: Map<string, Job[]>;
  pods: Map<string, Pod[]>;
}

/** @throws CommandError for a unit that is none of Kubernetes */
export function kindOf(unit: string): Kind {
  const kind = kinds.find((one) => unit.startsWith(`${one}/`));
  if (kind) return kind;
  throw new CommandError(`unit: got ${JSON.stringify(unit)}, allowed is one of ${kinds.join(", ")} and a name`, exit.couldNotAsk);
}

/** Only the kinds that occur are asked for. */
export async function collect(api: KubernetesApi, namespace: string, units: string[]): Promise<Evidence> {
  const list = lister(api, namespace, units);
  const [deployments, statefulSets, cronJobs, belongings] = await Promise.all([
    list("Deployment", "apps/v1", "deployments", workload),
    list("StatefulSet", "apps/v1", "statefulsets", workload),
    list("CronJob", "batch/v1", "cronjobs", cronJob),
    collectPods(api, namespace, units),
  ]);
  return {
    workloads: new Map([...named("Deployment", deployments), ...named("StatefulSet", statefulSets)]),
    cronJobs: new Map(named("CronJob", cronJobs)),
    ...belongings,
  };
}

/** A pod belongs to what controls it, or controls what controls it. */
export async function collectPods(api: KubernetesApi, namespace: string, units: string[]): Promise<Pick<Evidence, "jobs" | "pods">> {
  const list = lister(api, namespace, units);
  const [replicaSets, jobs, pods] = await Promise.all([
    list("Deployment", "apps/v1", "replicasets", replicaSet),
    list("CronJob", "batch/v1", "jobs", job),
    listObjects(api, `/api/v1/namespaces/${namespace}/pods`, pod),
  ]);
  const between = [...named("ReplicaSet", replicaSets), ...named("Job", jobs)];
  const controllers = new Map(between.map(([name, { metadata }]) => [name, ownerOf(metadata)]));
  return {
    jobs: grouped(jobs, ({ metadata }) => ownerOf(metadata)),
    pods: grouped(pods, ({ metadata }) => {
      const owner = ownerOf(metadata);
      return (owner === undefined ? undefined : controllers.get(owner)) ?? owner;
    }),
  };
}

/** @returns lists objects of a namespace where one of the units is of the given kind, and none otherwise */
function lister(api: KubernetesApi, namespace: string, units: string[]) {
  const occurring = new Set(units.map(kindOf));
  return async <T>(kind: Kind, group: string, plural: string, part: z.ZodType<T>): Promise<T[]> =>
    occurring.has(kind) ? listObjects(api, `/apis/${group}/namespaces/${namespace}/${plural}`, part) : [];
}

type Metadata = Pod["metadata"];

const ownerOf = ({ ownerReferences }: Metadata): string | undefined => {
  const owner = ownerReferences.find(({ controller }) => controller);
  return owner && `${owner.kind}/${owner.name}`;
};

const named = <T extends { metadata: Metadata }>(kind: string, objects: T[]): [string, T][] =>
  objects.map((object) => [`${kind}/${object.metadata.name}`, object]);

/** By the time they were made. */
function grouped<T extends { metadata: Metadata }>(objects: T[], keyOf: (object: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  const inOrder = [...objects].sort((a, b) => a.metadata.creationTimestamp.getTime() - b.metadata.creationTimestamp.getTime());
  for (const object of inOrder) {
    const key = keyOf(object);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return groups;
}
