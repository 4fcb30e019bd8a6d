import type { Output } from "@pulumi/pulumi";
import type { BackupSource } from "../backup/backup";
import { drillImage } from "../backup/drill-image";
import { copyFolder, evidenceFolder, repositoryFolder } from "../../services/drill/src/places";
import type { Size } from "../platform/units";
import type { Mount, Resources, Volume, Workload } from "../platform/workload";
import { oldestTransaction } from "./archive-rules";
import { backupConf, engineFiles, verificationConf } from "./pgbackrest";
import type { RepositoryAccess } from "./repository-access";
import { repositoryList } from "./repositories";

export interface BackupSourceArgs {
  /** The server, and where the program beside it answers that hands its files to backups. */
  workload: Workload;
  host: string;
  storage: Size;
  access: RepositoryAccess;
  /** What the jobs show that make backups. */
  certificate: Mount;
  /** Holds a repository, or the jobs' lock alone. */
  repository: Volume;
  /** Where the evidence of verifications goes, and what it is signed with. */
  evidence: { volume: Volume; name: string; key: Output<string> };
  user: number;
}

const backupResources: Resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "512Mi" } };
export const verificationResources: Resources = { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "1000m", memory: "1Gi" } };

/** What makes backups of a server, and what proves them. */
export function backupSource({ access, evidence, workload, user, ...args }: BackupSourceArgs): BackupSource {
  const { list: repositories } = access;
  const common = {
    image: drillImage,
    env: { ...engineFiles, ...access.env(), POSTGRES_HOST: workload.host, BACKUP_REPOSITORIES: repositoryList(repositories) },
    secrets: { ...access.secrets(), "evidence-key": evidence.key },
    user,
  };
  const { needs, egress } = access.network();
  return {
    storage: args.storage,
    evidence: { volume: evidence.name, key: evidence.key },
    backup: ({ days, fullBackups }) => ({
      ...common,
      env: {
        ...common.env,
        BACKUP_HOST: args.host,
        RETENTION_DAYS: String(days),
        RETENTION_FULL_BACKUPS: String(fullBackups),
      },
      files: { "pgbackrest.conf": backupConf(args.host, repositories), ...access.files() },
      mounts: [
        { volume: args.repository, path: repositoryFolder },
        { volume: evidence.volume, path: evidenceFolder, readOnly: true },
        args.certificate,
      ],
      needs: [workload, ...needs],
      egress,
      resources: backupResources,
    }),
    verification: (copy, limits) => ({
      ...common,
      env: {
        ...common.env,
        TMPDIR: copyFolder,
        LIMIT_BACKUP_AGE_SECONDS: String(limits.backupAgeSeconds),
        LIMIT_RECOVERY_SECONDS: String(limits.recoverySeconds),
        LIMIT_LOST_SECONDS: String(oldestTransaction),
      },
      files: { "pgbackrest.conf": verificationConf(repositories), ...access.files() },
      mounts: [
        ...(repositories.some(({ type }) => type === "volume")
          ? [{ volume: args.repository, path: repositoryFolder, readOnly: true }]
          : []),
        ...(needs.length > 0 ? [args.certificate] : []),
        { volume: evidence.volume, path: evidenceFolder },
        { volume: copy, path: copyFolder },
      ],
      needs,
      egress,
      resources: verificationResources,
    }),
  };
}
