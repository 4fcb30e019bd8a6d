import * as pulumi from "@pulumi/pulumi";
import { publicKeyOf } from "../../services/drill/src/evidence/signature";
import type { Platform } from "../platform/platform";
import { backupCommand, type Backup, type BackupLimits, type BackupSource } from "./backup";
import { longestIntervalSeconds, type Schedules } from "./schedules";

export interface VerificationArgs {
  /** Five cron fields, in UTC. */
  schedule: string;
  /** Verify within the deployment as well, and fail it when that does not pass; makes a first backup where there is none. */
  onUp: boolean;
  /** A recovery that takes longer fails the verification. */
  recoveryTimeMinutes: number;
  /** Of the backups. */
  schedules: Schedules;
  source: BackupSource;
  /** Makes the first one. */
  backup: Backup;
  /** Refuse to destroy the volume of the copy until it is unprotected: while there is a copy, it is data. */
  protect: boolean;
}

/** For the stack's outputs. */
export interface VerificationFacts {
  service: string;
  schedule: string;
  /** Names of those with the evidence, and the copy. */
  volumes: string[];
  /** PEM of the key that its evidence is checked with. */
  publicKey: pulumi.Output<string>;
}

/** Seconds for the copy of a database of some hundred gigabytes. */
export const patience = 4 * 60 * 60;

/** Seconds that a backup may take, beside the time until it begins. */
const backupTime = 2 * 60 * 60;

/** @returns seconds that the newest backup may be old */
export const oldestBackup = (schedules: Schedules): number => longestIntervalSeconds(schedules) + backupTime;

/** @returns what a backup must not exceed, by when backups are made and what was asked for */
export function limitsOf({ schedules, recoveryTimeMinutes }: Pick<VerificationArgs, "schedules" | "recoveryTimeMinutes">): BackupLimits {
  return { backupAgeSeconds: oldestBackup(schedules), recoverySeconds: recoveryTimeMinutes * 60 };
}

/** Restores the newest backup where nobody can reach it, and proves that it is what was backed up. */
export class BackupVerification extends pulumi.ComponentResource {
  readonly facts: VerificationFacts;

  constructor(name: string, platform: Platform, args: VerificationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:backup:BackupVerification", name, {}, opts);
    const { schedule, onUp, source, backup, protect } = args;
    const child = { parent: this };

    const copy = platform.volume(`${name}-copy`, { size: source.storage, protect }, child);
    const verify = { ...source.verification(copy, limitsOf(args)), command: ["drill", "verify"] };
    platform.scheduledJob(name, { ...verify, schedule }, child);
    if (onUp) {
      const first = platform.job(
        `${name}-first-backup`,
        { ...backup.container, command: [...backupCommand("full"), "--if-none"], timeout: patience },
        child,
      );
      platform.job(`${name}-now`, { ...verify, timeout: patience }, { ...child, dependsOn: first });
    }
    const publicKey = pulumi.unsecret(source.evidence.key.apply(publicKeyOf));
    this.facts = { service: name, schedule, volumes: [source.evidence.volume, `${name}-copy`], publicKey };
    this.registerOutputs({});
  }
}
