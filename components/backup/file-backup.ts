import * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ContainerArgs, Workload } from "../platform/workload";
import { AgeIdentity } from "../secrets/age-identity";
import type { Credential } from "../secrets/credential";
import type { BackupFacts } from "./backup";

export interface FileBackupArgs {
  /** Five cron fields, in UTC. */
  schedule: string;
  retentionDays: number;
  source: FileBackupSource;
  /** Space for the files. */
  storage: Size;
  /** Refuse to destroy files and key until they are unprotected. */
  protect: boolean;
}

/** What a store gives to those that make files of its data. */
export interface FileBackupSource {
  workload: Workload & pulumi.Resource;
  format: "pg_dump" | "rdb";
  /** Writes files into /backups, encrypted for the recipient in /run/config/recipient, and removes them after RETENTION_DAYS. */
  container: ContainerArgs & { command: string[] };
}

/** For the stack's outputs. */
export interface FileBackupFacts extends BackupFacts {
  files: {
    format: FileBackupSource["format"];
    cipher: "age";
    /** Name of the credential that is the identity. */
    key: string;
    volumes: string[];
  };
}

/**
 * Files that each hold all of a store's data, encrypted with age in a volume of their own, and the scheduled job that makes them. It can
 * encrypt and not decrypt: the identity is a credential of the stack and reaches no container.
 */
export class FileBackup extends pulumi.ComponentResource {
  readonly facts: FileBackupFacts;
  readonly key: Credential;

  constructor(name: string, platform: Platform, args: FileBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:backup:FileBackup", name, {}, opts);
    const child = { parent: this };
    const { schedule, retentionDays, storage, protect } = args;
    const { container, format, workload } = args.source;

    const { identity, recipient } = new AgeIdentity(`${name}-key`, { ...child, protect });
    const files = platform.volume(`${name}s`, { size: storage, protect }, child);
    platform.scheduledJob(
      name,
      {
        ...container,
        env: { ...container.env, RETENTION_DAYS: String(retentionDays) },
        files: { ...container.files, recipient: pulumi.interpolate`${recipient}\n` },
        mounts: [...(container.mounts ?? []), { volume: files, path: "/backups" }],
        schedule,
        needs: [workload],
      },
      child,
    );
    this.key = {
      name: `${name}-key`,
      facts: { purpose: "encryption", store: workload.name, owner: workload.name, version: 1 },
      value: identity,
    };
    this.facts = {
      jobs: { full: { service: name, schedule } },
      retentionDays,
      files: { format, cipher: "age", key: this.key.name, volumes: [`${name}s`] },
    };
    this.registerOutputs({});
  }
}
