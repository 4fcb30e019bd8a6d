import { restartsText, type UnitHealth } from "../../health";
import { timeOf } from "./events";
import type { Container, ContainerStatus, Event, Pod, Terminated } from "./objects";

/** How one container, or one pod, is. */
export type Found = Pick<UnitHealth, "health" | "reason" | "check">;

/** What the kubelet says while it gets a container ready; every other reason to wait is a failure. */
const preparing = new Set(["", "ContainerCreating", "PodInitializing"]);

/** Seconds after a container has started in which the pod may still be marked not ready because of its predecessor. */
const settling = 5;

/**
 * As Docker judges a health check: starting until the probes have had their time, unhealthy after that, or once it had been ready.
 * @param events warnings about its pod, the newest first
 * @param now milliseconds since 1970
 */
export function containerHealth(pod: Pod, spec: Container, status: ContainerStatus, events: Event[], now: number): Found {
  const { waiting, running, terminated } = status.state;
  const restarts = restartsText(status.restartCount);
  const last = status.lastState.terminated;
  if (terminated) return { health: "unhealthy", reason: `exited, ${endText(terminated)}${restarts}` };
  if (!running) {
    if (preparing.has(waiting?.reason ?? "")) return { health: "starting", reason: `not started yet${restarts}` };
    const why = last ? `, ${endText(last)}${restarts}` : waiting?.message ? `: ${oneLine(waiting.message)}` : "";
    return { health: "unhealthy", reason: `${waiting?.reason}${why}` };
  }
  if (status.ready) return { health: "healthy" };
  const started = running.startedAt.getTime();
  const before = last ? `; before, it ended with ${endText(last)}${restarts}` : "";
  const check = checkOutput(events, status.name, started);
  if (!status.started) return { health: "starting", reason: `its startup probe has not passed yet${before}`, ...check };
  const lost = wasReadySince(pod, started) || now - started > probeTime(spec) * 1000;
  return lost
    ? { health: "unhealthy", reason: `its readiness probe fails${before}`, ...check }
    : { health: "starting", reason: `its readiness probe has not passed yet${before}`, ...check };
}

/** As on Docker. */
export const endText = ({ exitCode, reason }: Terminated): string =>
  `exit code ${exitCode}${reason === "OOMKilled" ? ", killed for want of memory" : ""}`;

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** The pod lost its readiness after this container had started. */
function wasReadySince({ status: { conditions } }: Pod, started: number): boolean {
  const changed = conditions.find(({ type }) => type === "Ready")?.lastTransitionTime?.getTime() ?? 0;
  return changed > started + settling * 1000;
}

/** @returns seconds until every probe must have passed once */
const probeTime = ({ startupProbe, readinessProbe }: Container): number =>
  [startupProbe, readinessProbe].reduce(
    (sum, probe) => sum + (probe ? probe.initialDelaySeconds + probe.periodSeconds * probe.failureThreshold : 0),
    settling,
  );

/** What the kubelet tells of a failed probe, which is what the probe printed or was answered. */
function checkOutput(events: Event[], container: string, since: number): Pick<Found, "check"> {
  const failure = events.find(
    (one) =>
      one.reason === "Unhealthy" &&
      (one.involvedObject.fieldPath === `spec.containers{${container}}` ||
        one.involvedObject.fieldPath === `spec.initContainers{${container}}`) &&
      timeOf(one) >= since,
  );
  return failure ? { check: failure.message.trim() } : {};
}
