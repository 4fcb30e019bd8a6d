import { filesFolder } from "../../services/drill/src/places";
import type { BackupFiles } from "../backup/file-backup";
import type { JobArgs, Resources, Volume } from "../platform/workload";

/** As the configuration has it. */
export interface RestoredFrom {
  /** The time in its file name. */
  snapshot: string;
}

/** Seconds for some ten gigabytes, which are read three times. */
const patience = 60 * 60;

export interface RestoreArgs extends RestoredFrom {
  generation: number;
  /** Filled. */
  data: Volume;
  /** Where the snapshot is, and what opens it. */
  snapshots: BackupFiles;
  /** The server's: what fits into that fits in here. */
  resources: Resources;
}

/** What fills the volume of a generation. It reaches nobody: the running server is not touched by it. */
export function restoreJob({ generation, snapshot, data, snapshots, resources }: RestoreArgs) {
  return {
    command: ["redis-restore", String(generation), snapshot],
    secrets: { identity: snapshots.identity },
    mounts: [
      { volume: snapshots.volume, path: filesFolder, readOnly: true },
      { volume: data, path: "/data" },
    ],
    resources,
    timeout: patience,
  } satisfies Partial<JobArgs>;
}
