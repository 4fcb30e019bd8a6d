import { mebibytes, millicores, type Size } from "../platform/units";
import type { Resources } from "../platform/workload";

/**
 * Settings computed from what the server may use.
 * @param storage size of the data volume; at most a tenth of it is WAL between checkpoints
 * @returns postgresql.conf names and values, memory in MB
 */
export function tuning(limits: Resources["limits"], storage: Size, maxConnections: number): Record<string, string> {
  const memory = mebibytes(limits.memory);
  const cores = Math.max(1, Math.ceil(millicores(limits.cpu) / 1000));
  const maxWal = clamp(mebibytes(storage) / 10, 128, 4096);
  return {
    max_connections: String(maxConnections),
    shared_buffers: mb(memory / 4),
    effective_cache_size: mb(memory * 0.7),
    maintenance_work_mem: mb(clamp(memory / 16, 16, 2048)),
    // A quarter of the memory for all connections at once; a query may use several.
    work_mem: mb(clamp(memory / 4 / maxConnections, 1, 64)),
    max_wal_size: mb(maxWal),
    min_wal_size: mb(Math.max(32, maxWal / 4)),
    checkpoint_completion_target: "0.9",
    max_worker_processes: String(Math.max(8, cores)),
    max_parallel_workers: String(cores),
    max_parallel_workers_per_gather: String(Math.max(1, Math.floor(cores / 2))),
    // Solid state storage: a random read costs about what a sequential one does.
    random_page_cost: "1.1",
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function mb(value: number): string {
  return `${Math.floor(value)}MB`;
}
