import * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../platform/platform";
import type { ContainerArgs, Workload } from "../platform/workload";
import { configurationFiles, configurationMount, type Configuration } from "./configuration";
import { backupTypes, type BackupType, type Schedules } from "./schedules";

export interface BackupArgs {
  schedules: Schedules;
  source: BackupSource;
  retentionDays: number;
  /** Called when the whole stack is described: each backup keeps a copy. */
  configuration: () => Configuration;
}

/** What a store gives to those that make backups of it. */
export interface BackupSource {
  workload: Workload & pulumi.Resource;
  /** @param retentionDays after which a backup may be removed */
  container: (retentionDays: number) => Omit<ContainerArgs, "command">;
  /** @returns what makes one */
  command: (type: BackupType) => string[];
}

/** For the stack's outputs. */
export interface BackupFacts {
  jobs: { [type in BackupType]?: { service: string; schedule: string } };
  retentionDays: number;
}

/** A scheduled job for each type of backup. */
export class Backup extends pulumi.ComponentResource {
  readonly facts: BackupFacts;

  constructor(name: string, platform: Platform, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:backup:Backup", name, {}, opts);
    const { schedules, source, retentionDays } = args;
    const child = { parent: this };
    const configuration = platform.fileVolume(`${name}-configuration`, configurationFiles(args.configuration), child);
    const container = source.container(retentionDays);
    const mounts = [...(container.mounts ?? []), configurationMount(configuration)];
    const scheduled = backupTypes.flatMap((type) => {
      const schedule = schedules[type];
      return schedule === undefined ? [] : [{ type, schedule, service: `${name}-${type}` }];
    });

    for (const { type, schedule, service } of scheduled) {
      platform.scheduledJob(service, { ...container, mounts, command: source.command(type), schedule, needs: [source.workload] }, child);
    }
    this.facts = { jobs: Object.fromEntries(scheduled.map(({ type, ...job }) => [type, job])), retentionDays };
    this.registerOutputs({});
  }
}
