import type { Repository } from "../engine/engine";

/** Where a restored server stops recovering, and begins a timeline of its own. */
export type RestoreTarget =
  /** All of the WAL that there is. */
  | "latest"
  /** What the manifest of the backup describes. */
  | "backup"
  /** The last transaction up to this time: ISO 8601, in UTC. */
  | { time: string };

/** What a generation of the data is made from. */
export interface RestoreRequest {
  /** Number of the volume. */
  generation: number;
  repository: Repository;
  /** Of the backup. */
  label: string;
  target: RestoreTarget;
}
