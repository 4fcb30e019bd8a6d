import { z } from "zod";
import { CommandError, exit } from "../../exit";
import type { Amount, ContainerUsage } from "../runtime";
import { getObject, Refusal, type KubernetesApi } from "./api";
import { podMetrics, type Container, type Pod, type PodMetrics } from "./objects";
import { mebibytes, millicores } from "./quantity";

const unavailable = 503;

/** @throws CommandError where nothing measures: what is used is then not known, which is never nothing */
export async function measured(api: KubernetesApi, namespace: string): Promise<PodMetrics[]> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
  try {
    const list = await getObject(api, path, z.object({ items: z.array(podMetrics) }));
    if (list) return list.items;
  } catch (error) {
    if (!(error instanceof Refusal && error.status === unavailable)) throw error;
    throw unmeasured(error.said);
  }
  throw unmeasured("it has no API metrics.k8s.io");
}

const unmeasured = (found: string): CommandError =>
  new CommandError(`the cluster does not tell what its pods use: ${found}\nFix: install metrics-server in the cluster`, exit.couldNotAsk);

/** Of the containers that are there to stay; a pod that metrics-server has not met yet has only its limits. */
export function podUsage(unit: string, { metadata, spec }: Pod, metrics: PodMetrics[]): ContainerUsage[] {
  const used = metrics.find((one) => one.metadata.name === metadata.name)?.containers ?? [];
  const lasting = [...spec.containers, ...spec.initContainers.filter(({ restartPolicy }) => restartPolicy === "Always")];
  return lasting.map(({ name, resources }) => {
    const now = used.find((one) => one.name === name)?.usage;
    return {
      unit,
      pod: metadata.name,
      container: name,
      cpu: amount(now?.cpu, resources, "cpu", millicores),
      memory: amount(now?.memory, resources, "memory", mebibytes),
    };
  });
}

function amount(
  used: string | undefined,
  { requests, limits }: Container["resources"],
  of: string,
  read: (text: string) => number,
): Amount {
  const [request, limit] = [requests[of], limits[of]];
  return {
    ...(used === undefined ? {} : { used: read(used) }),
    ...(request === undefined ? {} : { request: read(request) }),
    ...(limit === undefined ? {} : { limit: read(limit) }),
  };
}
