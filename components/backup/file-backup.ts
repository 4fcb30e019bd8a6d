import * as pulumi from "@pulumi/pulumi";
import { filesFolder } from "../../services/drill/src/places";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ContainerArgs, JobArgs, Resources, Volume, Workload } from "../platform/workload";
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
  /** What has to be done before the first file can be made. */
  ready: pulumi.Resource;
  verification: {
    command: string[];
    /** Space for what is restored. */
    storage: Size;
    resources: Resources;
  };
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
 * encrypt and not decrypt: the identity is a credential of the stack, and reaches nothing but what verifies them.
 */
export class FileBackup extends pulumi.ComponentResource {
  readonly facts: FileBackupFacts;
  readonly key: Credential;
  readonly source: FileBackupSource;
  readonly schedule: string;
  /** Holds them. */
  readonly files: Volume;
  /** What each of them is made in. */
  readonly container: JobArgs & { command: string[] };

  constructor(
    readonly name: string,
    platform: Platform,
    args: FileBackupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:backup:FileBackup", name, {}, opts);
    const child = { parent: this };
    const { schedule, retentionDays, storage, protect, source } = args;
    const { container, format, workload } = source;

    const { identity, recipient } = new AgeIdentity(`${name}-key`, { ...child, protect });
    this.source = source;
    this.schedule = schedule;
    this.files = platform.volume(`${name}s`, { size: storage, protect }, child);
    this.container = {
      ...container,
      env: { ...container.env, RETENTION_DAYS: String(retentionDays) },
      files: { ...container.files, recipient: pulumi.interpolate`${recipient}\n` },
      mounts: [...(container.mounts ?? []), { volume: this.files, path: filesFolder }],
      needs: [workload],
    };
    platform.scheduledJob(name, { ...this.container, schedule }, child);
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
