import * as pulumi from "@pulumi/pulumi";
import { evidenceFolder, filesFolder } from "../../services/drill/src/places";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ContainerArgs, JobArgs, Resources, Volume, Workload } from "../platform/workload";
import { AgeIdentity } from "../secrets/age-identity";
import type { Credential } from "../secrets/credential";
import type { BackupFacts } from "./backup";

export interface FileBackupArgs {
  /** The service whose data they hold. */
  store: string;
  format: "pg_dump" | "rdb";
  /** Five cron fields, in UTC. */
  schedule: string;
  /** All of so many days before the newest stay. */
  retentionDays: number;
  /** So many stay, however old they are. */
  retentionCount: number;
  /** Space for the files. */
  storage: Size;
  /** Refuse to destroy files and key until they are unprotected. */
  protect: boolean;
}

/** What a store gives to those that make files of its data. */
export interface FileBackupSource {
  workload: Workload & pulumi.Resource;
  /** Writes files into /backups, encrypted for the recipient in /run/config/recipient, and removes old ones by RETENTION_DAYS and RETENTION_COUNT. */
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

/** What a restore needs. */
export interface BackupFiles {
  volume: Volume;
  /** Secret. Opens them. */
  identity: pulumi.Output<string>;
}

/** What a verification needs. */
export interface MadeFiles extends BackupFiles {
  name: string;
  /** Five cron fields, in UTC. */
  schedule: string;
  /** What each of them is made in. */
  container: JobArgs & { command: string[] };
}

/** For the stack's outputs. */
export interface FileBackupFacts extends BackupFacts {
  files: {
    format: FileBackupArgs["format"];
    cipher: "age";
    /** Name of the credential that is the identity. */
    key: string;
    volumes: string[];
  };
}

/**
 * Files that each hold all of a store's data, encrypted with age in a volume of their own, and the scheduled job that makes them. It can
 * encrypt and not decrypt: the identity is a credential of the stack, and reaches nothing but what verifies them and what restores one.
 */
export class FileBackup extends pulumi.ComponentResource {
  readonly facts: FileBackupFacts;
  readonly key: Credential;
  /** What is there before the first one is made. */
  readonly files: BackupFiles;
  private readonly recipient: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly platform: Platform,
    private readonly args: FileBackupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:backup:FileBackup", name, {}, opts);
    const child = { parent: this };
    const { store, format, schedule, retentionDays, retentionCount, storage, protect } = args;

    const { identity, recipient } = new AgeIdentity(`${name}-key`, { ...child, protect });
    this.recipient = recipient;
    this.files = { volume: platform.volume(`${name}s`, { size: storage, protect }, child), identity };
    this.key = { name: `${name}-key`, facts: { purpose: "encryption", store, owner: store, version: 1 }, value: identity };
    this.facts = {
      jobs: { full: { service: name, schedule } },
      retentionDays,
      retentionCount,
      files: { format, cipher: "age", key: this.key.name, volumes: [`${name}s`] },
    };
    this.registerOutputs({});
  }

  /**
   * Apart from the rest: a server may have been restored from files that are there.
   * @param evidence of their verifications: nothing is removed while the newest has not passed one
   */
  makeFrom(source: FileBackupSource, evidence: Volume): MadeFiles {
    const { schedule, retentionDays, retentionCount } = this.args;
    const container = {
      ...source.container,
      env: { ...source.container.env, RETENTION_DAYS: String(retentionDays), RETENTION_COUNT: String(retentionCount) },
      files: { ...source.container.files, recipient: pulumi.interpolate`${this.recipient}\n` },
      mounts: [
        ...(source.container.mounts ?? []),
        { volume: this.files.volume, path: filesFolder },
        { volume: evidence, path: evidenceFolder, readOnly: true },
      ],
      needs: [source.workload],
    };
    this.platform.scheduledJob(this.name, { ...container, schedule }, { parent: this });
    return { ...this.files, name: this.name, schedule, container };
  }
}
