import { healths, type UnitHealth } from "../../health";
import { containerHealth, oneLine, type Found } from "./container-health";
import { newest } from "./events";
import type { Container, ContainerStatus, Event, Pod } from "./objects";

export type PodHealth = Pick<UnitHealth, "health" | "reason" | "check" | "container">;

/** What the kubelet warns of while it cannot get a pod to its containers. */
const obstacles = ["FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox"];

/** A pod that is to run: neither ended nor about to. */
export const isLive = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined && status.phase !== "Succeeded" && status.phase !== "Failed";

/** A container of a pod, as log lines and reasons name it: the first one by its pod alone. */
export function partName({ metadata, spec }: Pod, container: string): string {
  return container === spec.containers[0]?.name ? metadata.name : `${metadata.name}/${container}`;
}

/** A pod is as its worst container. */
export function podHealth(pod: Pod, events: Event[], now: number): PodHealth {
  const { metadata, status } = pod;
  const scheduled = status.conditions.find(({ type }) => type === "PodScheduled");
  if (scheduled?.status === "False") {
    return { health: "unhealthy", reason: `${metadata.name}: not scheduled: ${oneLine(scheduled.message) || scheduled.reason}` };
  }
  const own = events.filter(({ involvedObject }) => involvedObject.uid === metadata.uid);
  const worst = judged(pod, own, now).sort((a, b) => healths.indexOf(b.health) - healths.indexOf(a.health))[0];
  if (!worst || worst.reason === "not started yet") {
    const obstacle = newest(own, metadata.uid, obstacles);
    const why = obstacle ? `: ${obstacle.reason}: ${oneLine(obstacle.message)}` : "";
    return { health: "starting", reason: `${metadata.name}: not started yet${why}` };
  }
  if (worst.health === "healthy") return readiness(pod);
  const { name, health, reason, check } = worst;
  return {
    health,
    reason: `${partName(pod, name)}: ${reason}`,
    container: `${metadata.name}/${name}`,
    ...(check === undefined ? {} : { check }),
  };
}

type Part = Found & { name: string };

/** Every container that is to be running now; an init container that has done its work is not. */
function judged(pod: Pod, events: Event[], now: number): Part[] {
  const { spec, status } = pod;
  const parts = (specs: Container[], statuses: ContainerStatus[]): Part[] =>
    statuses.flatMap((one) => {
      const described = specs.find(({ name }) => name === one.name);
      return described ? [{ name: one.name, ...containerHealth(pod, described, one, events, now) }] : [];
    });
  const isAtWork = ({ state, lastState }: ContainerStatus): boolean => state.running !== undefined && lastState.terminated === undefined;
  const sidecar = ({ name }: ContainerStatus): boolean =>
    spec.initContainers.some((one) => one.name === name && one.restartPolicy === "Always");
  const before = status.initContainerStatuses.filter((one) => one.state.terminated?.exitCode !== 0);
  return before.some((one) => isAtWork(one) && !sidecar(one))
    ? [{ name: before[0]?.name ?? "", health: "starting", reason: "it prepares the pod" }]
    : [...parts(spec.initContainers, before), ...parts(spec.containers, status.containerStatuses)];
}

/** Its containers are ready, and yet nobody is sent there. */
function readiness({ metadata, status }: Pod): PodHealth {
  const ready = status.conditions.find(({ type }) => type === "Ready");
  if (ready?.status === "True") return { health: "healthy" };
  const why = ready?.message || ready?.reason || "its node does not answer, or a readiness gate is closed";
  return { health: "unhealthy", reason: `${metadata.name}: its containers are ready, and it is not: ${oneLine(why)}` };
}
