import * as pulumi from "@pulumi/pulumi";
import type { Retention } from "../../services/drill/src/backup/retention";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ScheduledJobArgs, Volume } from "../platform/workload";
import { configurationFiles, configurationMount, type Configuration } from "./configuration";
import { backupTypes, type BackupType, type Schedules } from "./schedules";

export interface BackupArgs {
  schedules: Schedules;
  source: BackupSource;
  retention: Retention;
  /** Called when the whole stack is described: each backup keeps a copy. */
  configuration: () => Configuration;
}

/** What a store gives to those that make backups of it, and prove them. */
export interface BackupSource {
  /** Space for its data, and so for a copy of it. */
  storage: Size;
  backup: (retention: Retention) => JobContainer;
  /** @param copy where it restores to */
  verification: (copy: Volume, limits: BackupLimits) => JobContainer;
  /** What a verification found: name of the volume that it is in, and what it is signed with. */
  evidence: { volume: string; key: pulumi.Output<string> };
}

/** What a verification fails a backup for when it exceeds it. */
export interface BackupLimits {
  /** From the end of the newest backup. */
  backupAgeSeconds: number;
  /** BR11: from the start of a restore until the copy takes writes. */
  recoverySeconds: number;
}

type JobContainer = Omit<ScheduledJobArgs, "command" | "schedule">;

/** @returns what makes one */
export function backupCommand(type: BackupType): string[] {
  return ["drill", "backup", type];
}

/** For the stack's outputs. */
export interface BackupFacts {
  jobs: { [type in BackupType]?: { service: string; schedule: string } };
  retentionDays: number;
  /** Of an archive. */
  retentionFullBackups?: number;
  /** Of files. */
  retentionCount?: number;
}

/** A scheduled job for each type of backup. */
export class Backup extends pulumi.ComponentResource {
  readonly facts: BackupFacts;
  /** What each of them runs in. */
  readonly container: JobContainer;

  constructor(name: string, platform: Platform, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:backup:Backup", name, {}, opts);
    const { schedules, source, retention } = args;
    const child = { parent: this };
    const configuration = platform.fileVolume(`${name}-configuration`, configurationFiles(args.configuration), child);
    const container = source.backup(retention);
    this.container = { ...container, mounts: [...(container.mounts ?? []), configurationMount(configuration)] };
    const scheduled = backupTypes.flatMap((type) => {
      const schedule = schedules[type];
      return schedule === undefined ? [] : [{ type, schedule, service: `${name}-${type}` }];
    });

    for (const { type, schedule, service } of scheduled) {
      platform.scheduledJob(service, { ...this.container, command: backupCommand(type), schedule }, child);
    }
    this.facts = {
      jobs: Object.fromEntries(scheduled.map(({ type, ...job }) => [type, job])),
      retentionDays: retention.days,
      retentionFullBackups: retention.fullBackups,
    };
    this.registerOutputs({});
  }
}
