import type { UnitHealth } from "../../health";
import { textsOf } from "../../log-lines";
import type { LogSource, Runtime } from "../runtime";
import { inspectContainers, removeVolumes } from "./ask";
import { containerInspect, unitHealth } from "./container";
import { execIn, runNow } from "./exec";
import { containerLogs } from "./logs";
import { containerUsage } from "./usage";

/** One Docker engine, the one that the `docker` command line asks; a unit is a container. */
export class DockerRuntime implements Runtime {
  readonly usage = containerUsage;
  readonly exec = execIn;
  readonly runNow = runNow;
  readonly removeVolumes = removeVolumes;

  async health(units: string[]): Promise<Map<string, UnitHealth>> {
    const containers = await inspectContainers(units, containerInspect);
    return new Map(units.map((unit) => [unit, unitHealth(unit, containers.get(unit))]));
  }

  /** A container keeps its name for its whole life, and `docker logs` stays with it over restarts. */
  async *logSources(units: string[]): AsyncGenerator<LogSource> {
    for (const name of (await inspectContainers(units, containerInspect)).keys()) {
      yield { name, read: (options) => containerLogs(name, options) };
    }
  }

  lastLines({ unit }: UnitHealth, count: number): Promise<string[]> {
    return textsOf(containerLogs(unit, { tail: count }));
  }
}
