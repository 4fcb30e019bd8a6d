import type { Input, Output } from "@pulumi/pulumi";
import type { Cpu, Size } from "./units";

/** What a workload is promised (requests) and may use at most (limits). Both platforms enforce the limits. */
export interface Resources {
  requests: { cpu: Cpu; memory: Size };
  limits: { cpu: Cpu; memory: Size };
}

/** A folder with a Dockerfile, relative to the project. Its tag is a hash of its content and of the base image. */
export interface BuiltImage {
  build: string;
  args?: Record<string, string>;
}

/** Where the bytes of a container come from. */
export type Image =
  | BuiltImage
  /** A reference that somebody else publishes, best pinned by digest. */
  | { reference: string };

/** Where a port can be reached from, beyond the workloads that declare a need for it. */
export type Exposure =
  | { from: "stack" }
  /**
   * A port of the Docker host, or of every Kubernetes node.
   * @param address the host address it binds to; on Kubernetes, where node ports are reached. @default 127.0.0.1
   */
  | { from: "host"; port: number; address?: string; names?: OutsideNames };

/** A platform that has an ingress answers to these names there as well. */
export interface OutsideNames {
  hosts: string[];
  /** For those hosts (tls.crt, tls.key). Given, the workload itself speaks TLS. @default none: plain HTTP */
  certificate?: Volume;
}

export interface Port {
  port: number;
  /** @default stack: nothing outside can reach it */
  exposure?: Exposure;
}

export type ProbeCheck =
  /** Any answer from 200 to 399 within the timeout. */
  { http: string; port: number } | { tcp: number } | { command: string[] };

/** Times in seconds. */
export interface Probe {
  check: ProbeCheck;
  initialDelay: number;
  period: number;
  timeout: number;
  /** Failures in a row before the verdict changes. */
  failures: number;
}

export interface Probes {
  /** Until it succeeds the others do not count: the budget for a slow start, such as WAL replay. @default none */
  startup?: Probe;
  readiness: Probe;
  /** Restarts the workload. @default none: a liveness probe may kill a database in the middle of its recovery */
  liveness?: Probe;
}

export interface Mount {
  volume: Volume;
  path: string;
  /** @default false */
  readOnly?: boolean;
}

/** What every container has, whether it serves, runs once or runs by the clock. */
export interface ContainerArgs {
  image: Image;
  /** @default the image's own command */
  command?: string[];
  /** Plain settings. Never a secret: both platforms show these to anyone who can inspect the workload. */
  env?: Record<string, Input<string>>;
  /** File name → content, mounted read-only at /run/secrets, readable by `user` alone. A change replaces the container. */
  secrets?: Record<string, Input<string>>;
  /** File name → content, mounted read-only at /run/config. A change replaces the container. */
  files?: Record<string, Input<string>>;
  mounts?: Mount[];
  /** Paths that are writable and forgotten with the container, in memory; everything else is read-only. @default /tmp */
  scratch?: string[];
  resources: Resources;
  /** Numeric user and group it runs as; never 0. */
  user: number;
}

/** Long-running containers behind one host name, described once, rendered by the platform. */
export interface WorkloadArgs extends ContainerArgs {
  ports?: Record<string, Port>;
  probes: Probes;
  /** Started after these are ready, and allowed to connect to them: nothing else may. @default none */
  needs?: Workload[];
  /** May open connections to addresses outside the stack. @default false */
  egress?: boolean;
  /** @default 1 */
  replicas?: number;
  /** Seconds between the polite stop and the kill. @default 30; databases need 120 for their checkpoint */
  stopTimeout?: number;
  /** More containers that share its volumes and start with it, each reachable as `<workload>-<sidecar>`. @default none */
  sidecars?: Record<string, Sidecar>;
}

export interface Sidecar extends ContainerArgs {
  ports?: Record<string, Port>;
  /** Restarts it, and it alone. Its workload is ready without it. @default none: only a crash restarts it */
  liveness?: Probe;
}

/** A container that runs to its end once for each change of its arguments. A failure fails the deployment with its last log lines. */
export interface JobArgs extends ContainerArgs {
  needs?: Workload[];
  /** May open connections to addresses outside the stack. @default false */
  egress?: boolean;
  /** Seconds it may take. @default 300 */
  timeout?: number;
}

/** A container that runs by the clock, never twice at once. */
export interface ScheduledJobArgs extends ContainerArgs {
  /** Five cron fields, in UTC. */
  schedule: string;
  command: string[];
  needs?: Workload[];
  /** May open connections to addresses outside the stack. @default false */
  egress?: boolean;
}

export interface VolumeArgs {
  size: Size;
  /** Refuse to destroy it until it is unprotected. @default true: it holds data */
  protect?: boolean;
}

/** Space that outlives the containers that mount it. */
export interface Volume {
  /** Its name on the platform. */
  readonly name: Output<string>;
}

/** What a component gets back: a name that resolves inside the stack, and something later steps can wait for. */
export interface Workload {
  readonly name: string;
  /** Host name for those who declared a need. A plain string: a replaced workload keeps it, so nobody else is replaced. */
  readonly host: string;
}
