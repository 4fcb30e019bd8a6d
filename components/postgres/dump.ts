import type { FileBackupSource } from "../backup/file-backup";
import type { Size } from "../platform/units";
import type { Mount, Resources } from "../platform/workload";
import { verificationResources } from "./backup-source";
import { image, user } from "./image";

const resources: Resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "512Mi" } };

export interface DumpArgs extends Pick<FileBackupSource, "workload" | "ready"> {
  /** Owners of the databases, which are called the same. */
  owners: string[];
  /** In the name of a role that can only read, and has no password. */
  certificate: Mount;
  /** Of the server. */
  storage: Size;
}

/** What makes dumps of a server's databases, and what proves them. */
export function dumpSource({ workload, ready, owners, certificate, storage }: DumpArgs): FileBackupSource {
  return {
    workload,
    container: {
      image,
      command: ["postgres-dump", ...owners],
      env: { POSTGRES_HOST: workload.host },
      mounts: [certificate],
      resources,
      user,
    },
    ready,
    verification: { command: ["drill", "verify-dumps"], storage, resources: verificationResources },
  };
}
