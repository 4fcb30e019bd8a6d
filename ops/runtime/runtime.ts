import type { UnitHealth } from "../health";
import type { LogLine } from "../log-lines";

/** Where the units of a stack run. Every method throws a CommandError when it could not ask: that is never the same as "missing". */
export interface Runtime {
  /** @returns one for each unit, also for one that is missing */
  health(units: string[]): Promise<Map<string, UnitHealth>>;
  /** What of these units writes a log, each once; with `follow` also what starts later, without an end. What is missing has none. */
  logSources(units: string[], follow: boolean): AsyncIterable<LogSource>;
  /** @returns the last lines of what the health is about, oldest first */
  lastLines(found: UnitHealth, count: number): Promise<string[]>;
  /** What the running parts of these units use. */
  usage(units: string[]): Promise<ContainerUsage[]>;
  /**
   * Runs a program in the first container of a unit, where one runs.
   * @returns its standard output
   * @throws CommandError also when it fails
   */
  exec(unit: string, command: string[]): Promise<string>;
  /**
   * Runs a scheduled job at once, as its schedule would; nothing ends it when this program does.
   * @param write gets its lines as they come
   * @param command instead of the job's own, with all that the job has
   * @returns its exit code
   */
  runNow(unit: string, write: (line: string) => void, command?: string[]): Promise<number>;
  /** Removes volumes, by their names on the platform, and what held them; those that are gone are no error. */
  removeVolumes(names: string[]): Promise<void>;
}

export interface LogOptions {
  follow?: boolean | undefined;
  /** Lines from the end. */
  tail?: number | undefined;
  /** A duration such as `10m`, or a time such as `2026-01-31T12:00:00Z`; without a zone it is local. */
  since?: string | undefined;
}

/** Something that writes lines, in order. */
export interface LogSource {
  /** Stands before each of its lines. */
  name: string;
  /** What it wrote to both its streams. */
  read: (options: LogOptions) => AsyncIterable<LogLine>;
}

export interface ContainerUsage {
  unit: string;
  /** Docker: the container itself. */
  pod: string;
  container: string;
  /** Thousandths of a core. */
  cpu: Amount;
  /** Mebibytes. */
  memory: Amount;
}

export interface Amount {
  /** Absent when it was not measured, as just after a start. */
  used?: number;
  /** What is set aside for it. */
  request?: number;
  /** Absent when there is none. */
  limit?: number;
}
