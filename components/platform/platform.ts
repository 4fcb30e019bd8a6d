import type { ComponentResourceOptions, Input, Resource } from "@pulumi/pulumi";
import type { Needs } from "./needs";
import type { JobArgs, ScheduledJobArgs, Volume, VolumeArgs, Workload, WorkloadArgs } from "./workload";

/** The place a stack runs. Every component depends on this and on nothing below it. */
export interface Platform {
  volume(name: string, args: VolumeArgs, opts: ComponentResourceOptions): Volume;
  /**
   * A volume with these files, for the group that every workload is in. A change reaches the containers that mount it while they run,
   * and replaces none of them; unlike `secrets` and `files`, which stay what they were when a container started.
   * @param files file name → content; secret if the content is
   */
  fileVolume(name: string, files: Record<string, Input<string>>, opts: ComponentResourceOptions): Volume;
  /** Its `dependsOn` is satisfied when every replica is ready. */
  workload(name: string, args: WorkloadArgs, opts: ComponentResourceOptions): Workload & Resource;
  /** Its `dependsOn` is satisfied when it has ended well. */
  job(name: string, args: JobArgs, opts: ComponentResourceOptions): Resource;
  scheduledJob(name: string, args: ScheduledJobArgs, opts: ComponentResourceOptions): Resource;
  /** @returns how a name of a workload exposed on this port is written into a URL: `name` or `name:port` */
  authorityOf(host: string, port: number): string;
  /** What was made so far, for the stack's outputs. */
  inventory(): Inventory;
  /** Images of ours so far, by name → reference. */
  images(): Record<string, Input<string>>;
  /** What was asked for so far, for the preflight. */
  needs(): Needs;
}

/** How the operator's commands find the running parts again. */
export interface Inventory {
  services: Record<string, ServiceEntry>;
  /** Volume names on the platform. */
  volumes: Record<string, { name: string; protected: boolean }>;
}

export interface ServiceEntry {
  /** Container (Docker) or pod-owner (Kubernetes) names, one for each replica, sidecar or schedule. */
  units: string[];
  /** Names of the services it cannot do without. */
  needs: string[];
}
