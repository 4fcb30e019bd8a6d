import * as pulumi from "@pulumi/pulumi";
import { publicKeyOf } from "../../services/drill/src/evidence/signature";
import type { Platform } from "../platform/platform";
import { backupCommand, type Backup, type BackupSource } from "./backup";

export interface VerificationArgs {
  /** Five cron fields, in UTC. */
  schedule: string;
  /** Verify within the deployment as well, and fail it when that does not pass; makes a first backup where there is none. */
  onUp: boolean;
  source: BackupSource;
  /** Makes the first one. */
  backup: Backup;
}

/** For the stack's outputs. */
export interface VerificationFacts {
  service: string;
  schedule: string;
  /** PEM of the key that its evidence is checked with. */
  publicKey: pulumi.Output<string>;
}

/** Seconds for the copy of a database of some hundred gigabytes. */
const patience = 4 * 60 * 60;

/** Restores the newest backup where nobody can reach it, and proves that it is what was backed up. */
export class BackupVerification extends pulumi.ComponentResource {
  readonly facts: VerificationFacts;

  constructor(name: string, platform: Platform, args: VerificationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:backup:BackupVerification", name, {}, opts);
    const { schedule, onUp, source, backup } = args;
    const child = { parent: this };

    const copy = platform.volume(`${name}-copy`, { size: source.storage, protect: false }, child);
    const verify = { ...source.verification(copy), command: ["drill", "verify"] };
    platform.scheduledJob(name, { ...verify, schedule }, child);
    if (onUp) {
      const first = platform.job(
        `${name}-first-backup`,
        { ...backup.container, command: [...backupCommand("full"), "--if-none"], timeout: patience },
        child,
      );
      platform.job(`${name}-now`, { ...verify, timeout: patience }, { ...child, dependsOn: first });
    }
    this.facts = { service: name, schedule, publicKey: pulumi.unsecret(source.evidenceKey.apply(publicKeyOf)) };
    this.registerOutputs({});
  }
}
