import * as pulumi from "@pulumi/pulumi";
import { publicKeyOf } from "../../services/drill/src/evidence/signature";
import { copyFolder, evidenceFolder, filesFolder } from "../../services/drill/src/places";
import type { Platform } from "../platform/platform";
import { GeneratedSecret } from "../secrets/generated-secret";
import { drillImage } from "./drill-image";
import type { FileBackup, FileBackupSource } from "./file-backup";
import { oldestBackup, patience, type VerificationFacts } from "./verification";

export interface FileVerificationArgs {
  /** Five cron fields, in UTC. */
  schedule: string;
  /** Verify within the deployment as well, and fail it when that does not pass; makes first files where there are none. */
  onUp: boolean;
  /** What makes them, and what of. */
  backup: FileBackup;
  source: FileBackupSource;
  /** Refuse to destroy evidence and the volume of the copy until they are unprotected: while there is a copy, it is data. */
  protect: boolean;
}

/** Restores the newest files of a store where nobody can reach them, and proves that they are what was backed up. */
export class FileVerification extends pulumi.ComponentResource {
  readonly facts: VerificationFacts;

  constructor(name: string, platform: Platform, args: FileVerificationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:backup:FileVerification", name, {}, opts);
    const { schedule, onUp, source, protect } = args;
    const child = { parent: this };

    const copy = platform.volume(`${name}-copy`, { size: source.verification.storage, protect }, child);
    const evidence = platform.volume(`${name}-evidence`, { size: "1Gi", protect }, child);
    const backup = args.backup.makeFrom(source, evidence);
    const key = new GeneratedSecret(`${name}-key`, { length: 64 }, child).value;
    const verify = {
      image: drillImage,
      command: source.verification.command,
      env: {
        STORE: backup.name,
        SOURCE_HOST: source.workload.host,
        TMPDIR: copyFolder,
        LIMIT_BACKUP_AGE_SECONDS: String(oldestBackup({ full: backup.schedule })),
      },
      secrets: { identity: pulumi.interpolate`${backup.identity}\n`, "evidence-key": key },
      mounts: [
        { volume: backup.volume, path: filesFolder, readOnly: true },
        { volume: evidence, path: evidenceFolder },
        { volume: copy, path: copyFolder },
      ],
      resources: source.verification.resources,
      user: source.container.user,
    };
    platform.scheduledJob(name, { ...verify, schedule }, child);
    if (onUp) {
      const { container } = backup;
      const [program = "", ...rest] = container.command;
      const first = platform.job(
        `${name}-first-backup`,
        { ...container, command: [program, "--if-none", ...rest], timeout: patience },
        { ...child, dependsOn: source.ready },
      );
      platform.job(`${name}-now`, { ...verify, timeout: patience }, { ...child, dependsOn: first });
    }
    const publicKey = pulumi.unsecret(key.apply(publicKeyOf));
    this.facts = { service: name, schedule, volumes: [`${name}-copy`, `${name}-evidence`], publicKey };
    this.registerOutputs({});
  }
}
