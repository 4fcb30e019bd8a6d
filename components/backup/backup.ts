import * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../platform/platform";
import type { ScheduledJobArgs } from "../platform/workload";
import { backupTypes, type BackupType, type Schedules } from "./schedules";

export interface BackupArgs {
  schedules: Schedules;
  source: BackupSource;
  retentionDays: number;
}

/** What a store gives to those that make backups of it. */
export interface BackupSource {
  /** @param retentionDays after which a backup may be removed */
  container: (retentionDays: number) => Omit<ScheduledJobArgs, "command" | "schedule">;
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
    const scheduled = backupTypes.flatMap((type) => {
      const schedule = schedules[type];
      return schedule === undefined ? [] : [{ type, schedule, service: `${name}-${type}` }];
    });

    for (const { type, schedule, service } of scheduled) {
      platform.scheduledJob(service, { ...source.container(retentionDays), command: source.command(type), schedule }, { parent: this });
    }
    this.facts = { jobs: Object.fromEntries(scheduled.map(({ type, ...job }) => [type, job])), retentionDays };
    this.registerOutputs({});
  }
}
