import { setTimeout as sleep } from "node:timers/promises";
import { CommandError, exit } from "../../exit";
import type { UnitHealth } from "../../health";
import { textsOf } from "../../log-lines";
import type { ContainerUsage, LogOptions, LogSource, Runtime } from "../runtime";
import type { KubernetesApi } from "./api";
import { warnings } from "./events";
import { collect, collectPods } from "./evidence";
import { containerLog, interval, loggingContainers, type LoggingContainer } from "./logs";
import { runNow } from "./run-now";
import { measured, podUsage } from "./usage";
import { isLive } from "./pod-health";
import { unitHealth } from "./unit-health";
import { removeClaims } from "./volumes";

/** One namespace of a cluster; a unit is what owns pods, as in Deployment/notes. */
export class KubernetesRuntime implements Runtime {
  constructor(
    private readonly api: KubernetesApi,
    private readonly namespace: string,
  ) {}

  async health(units: string[]): Promise<Map<string, UnitHealth>> {
    const [evidence, events] = await Promise.all([collect(this.api, this.namespace, units), warnings(this.api, this.namespace)]);
    return new Map(units.map((unit) => [unit, unitHealth(unit, evidence, events, Date.now())]));
  }

  /** With `follow`, a container that restarts and a pod that takes another's place are sources of their own, read from their start. */
  async *logSources(units: string[], follow: boolean): AsyncGenerator<LogSource> {
    const seen = new Set<string>();
    for (let later = false; ; later = true) {
      for (const container of await this.containers(units)) {
        if (seen.has(container.id)) continue;
        seen.add(container.id);
        const read = (options: LogOptions) => containerLog(this.api, container, later ? { ...options, tail: undefined } : options);
        yield { name: container.name, read };
      }
      if (!follow) return;
      await sleep(interval);
    }
  }

  async lastLines({ unit, container: about }: UnitHealth, count: number): Promise<string[]> {
    const containers = about === undefined ? [] : await this.containers([unit]);
    const found = containers.find(({ pod, container }) => `${pod}/${container}` === about);
    return found ? textsOf(containerLog(this.api, found, { tail: count })) : [];
  }

  private async containers(units: string[]): Promise<LoggingContainer[]> {
    const { pods } = await collectPods(this.api, this.namespace, units);
    return units.flatMap((unit) => (pods.get(unit) ?? []).flatMap(loggingContainers));
  }

  async usage(units: string[]): Promise<ContainerUsage[]> {
    const [{ pods }, metrics] = await Promise.all([collectPods(this.api, this.namespace, units), measured(this.api, this.namespace)]);
    return units.flatMap((unit) =>
      (pods.get(unit) ?? []).filter(({ status }) => status.phase === "Running").flatMap((pod) => podUsage(unit, pod, metrics)),
    );
  }

  async exec(unit: string, command: string[]): Promise<string> {
    const { pods } = await collectPods(this.api, this.namespace, [unit]);
    const running = (pods.get(unit) ?? []).filter(isLive).findLast(({ status }) => status.phase === "Running");
    const container = running?.spec.containers[0]?.name;
    if (!running || container === undefined) {
      throw new CommandError(`${unit}: got no pod that runs, must have one\nFix: ./ballast status says why it has none`, exit.couldNotAsk);
    }
    const pod = running.metadata.name;
    const { exitCode, stdout, stderr } = await this.api.exec({ namespace: this.namespace, pod, container }, command);
    if (exitCode === 0) return stdout;
    throw new CommandError(`${pod}: ${command[0]} ended with exit code ${exitCode}: ${stderr.trim()}`, exit.couldNotAsk);
  }

  runNow(unit: string, write: (line: string) => void, command?: string[]): Promise<number> {
    return runNow(this.api, this.namespace, unit, { write, command });
  }

  removeVolumes(names: string[]): Promise<void> {
    return removeClaims(this.api, this.namespace, names);
  }
}
