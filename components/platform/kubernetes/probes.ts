import type { types } from "@pulumi/kubernetes";
import type { Probe, Probes } from "../workload";

type ContainerProbes = Pick<types.input.core.v1.Container, "startupProbe" | "readinessProbe" | "livenessProbe">;

export function containerProbes({ startup, readiness, liveness }: { [probe in keyof Probes]?: Probe | undefined }): ContainerProbes {
  return {
    ...(startup && { startupProbe: containerProbe(startup) }),
    ...(readiness && { readinessProbe: containerProbe(readiness) }),
    ...(liveness && { livenessProbe: containerProbe(liveness) }),
  };
}

function containerProbe({ check, initialDelay, period, timeout, failures }: Probe): types.input.core.v1.Probe {
  const action =
    "command" in check
      ? { exec: { command: check.command } }
      : "tcp" in check
        ? { tcpSocket: { port: check.tcp } }
        : { httpGet: { path: check.http, port: check.port, scheme: "HTTP" } };
  return { ...action, initialDelaySeconds: initialDelay, periodSeconds: period, timeoutSeconds: timeout, failureThreshold: failures };
}

/** Seconds that one replica may take to be ready, its image pulled and its node found. */
export function readyWithin({ startup, readiness }: Probes): number {
  const pulled = 300;
  const budget = (probe: Probe): number => probe.initialDelay + probe.period * probe.failures;
  return pulled + (startup ? budget(startup) : 0) + 3 * budget(readiness);
}
