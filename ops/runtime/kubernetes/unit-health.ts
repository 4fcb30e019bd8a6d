import { healths, type UnitHealth } from "../../health";
import { endText, oneLine } from "./container-health";
import { newest } from "./events";
import { kindOf, type Evidence } from "./evidence";
import type { CronJob, Event, Job, Pod, Workload } from "./objects";
import { isLive, podHealth, type PodHealth } from "./pod-health";

/**
 * @param events the namespace's warnings, the newest first
 * @param now milliseconds since 1970
 */
export function unitHealth(unit: string, evidence: Evidence, events: Event[], now: number): UnitHealth {
  const pods = evidence.pods.get(unit) ?? [];
  if (kindOf(unit) === "CronJob") {
    const found = evidence.cronJobs.get(unit);
    return { unit, ...(found ? scheduleHealth(found, evidence.jobs.get(unit) ?? [], pods) : absent(unit)) };
  }
  const found = evidence.workloads.get(unit);
  return { unit, ...(found ? workloadHealth(found, pods.filter(isLive), events, now) : absent(unit)) };
}

const absent = (unit: string): PodHealth => ({ health: "missing", reason: `no such ${kindOf(unit)}` });

/** Healthy once every replica is of the newest revision and ready, and none is left of another. */
function workloadHealth({ metadata, spec, status }: Workload, pods: Pod[], events: Event[], now: number): PodHealth {
  const wanted = spec.replicas;
  if (wanted === 0) return { health: "missing", reason: "scaled to 0 replicas" };
  const ready = wanted > 1 ? `${status.readyReplicas} of ${wanted} ready; ` : "";
  const found = pods.map((pod) => podHealth(pod, events, now));
  const worst = found.sort((a, b) => healths.indexOf(b.health) - healths.indexOf(a.health))[0];
  if (worst?.health === "unhealthy") return { ...worst, reason: `${ready}${worst.reason}` };
  const condition = (type: string, state: string) => status.conditions.find((one) => one.type === type && one.status === state);
  const refused = condition("ReplicaFailure", "True") ?? newest(events, metadata.uid, ["FailedCreate"]);
  if (pods.length < wanted && refused) {
    return { health: "unhealthy", reason: `${ready}a pod was refused: ${oneLine(refused.message)}` };
  }
  const late = condition("Progressing", "False");
  if (late)
    return {
      ...worst,
      health: "unhealthy",
      reason: `${ready}${oneLine(late.message).replace(/\.$/, "")}${worst?.reason ? `; ${worst.reason}` : ""}`,
    };
  if (worst?.health === "starting") return { ...worst, reason: `${ready}${worst.reason}` };
  if (pods.length < wanted) return { health: "starting", reason: `${pods.length} of ${wanted} pods are there` };
  if (status.observedGeneration < metadata.generation) return { health: "starting", reason: "its change has not been taken up yet" };
  if (status.updatedReplicas < wanted || status.replicas > status.updatedReplicas) {
    return { health: "starting", reason: `${ready}rolling out: ${status.updatedReplicas} of ${wanted} updated` };
  }
  return status.availableReplicas < wanted ? { health: "starting", reason: `${ready}not available yet` } : { health: "healthy" };
}

/** Healthy while it will run; not when its last run, of what it is now, failed. */
function scheduleHealth({ metadata, spec }: CronJob, jobs: Job[], pods: Pod[]): PodHealth {
  if (spec.suspend) return { health: "unhealthy", reason: "suspended" };
  const changed = metadata.managedFields.flatMap(({ time, subresource }) => (time && !subresource ? [time.getTime()] : []));
  const since = Math.max(metadata.creationTimestamp.getTime(), ...changed);
  const ended = jobs.filter(({ status }) => status.conditions.some(({ type, status: is }) => is === "True" && ends.has(type)));
  const last = ended.at(-1);
  const failure = last?.status.conditions.find(({ type, status }) => type === "Failed" && status === "True");
  if (!last || !failure || last.metadata.creationTimestamp.getTime() < since) return { health: "healthy" };
  const pod = pods.findLast(({ metadata: { ownerReferences } }) => ownerReferences.some(({ name }) => name === last.metadata.name));
  const failed = pod?.status.containerStatuses.find(({ state }) => (state.terminated?.exitCode ?? 0) !== 0);
  const end = failed?.state.terminated;
  return {
    health: "unhealthy",
    reason: `its last run, ${last.metadata.name}, failed: ${end ? endText(end) : oneLine(failure.message || failure.reason)}`,
    ...(pod && failed ? { container: `${pod.metadata.name}/${failed.name}` } : {}),
  };
}

/** Conditions with which a Job is over. */
const ends = new Set(["Complete", "Failed"]);
