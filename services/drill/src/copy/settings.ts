import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run";

/** Where a copy stops recovering. */
export type Target =
  /** Before the first record at or after this place; it can be asked and not changed. */
  | { lsn: string }
  /** After the last transaction up to this time; it can be asked and not changed. */
  | { time: string }
  /** All of the WAL there is; then it is a server of its own. */
  | "newest";

/** As the server that was backed up had them: a copy with less refuses to be asked while it recovers. */
const atLeastTheSource = {
  "max_connections setting": "max_connections",
  "max_worker_processes setting": "max_worker_processes",
  "max_wal_senders setting": "max_wal_senders",
  "max_prepared_xacts setting": "max_prepared_transactions",
  "max_locks_per_xact setting": "max_locks_per_transaction",
};

/** What keeps a copy to itself: nothing is archived, no address, no job, no subscription, nothing that other servers would hear of. */
const isolated = {
  archive_mode: "off",
  listen_addresses: "",
  max_logical_replication_workers: "0",
  primary_conninfo: "",
  ssl: "off",
  event_triggers: "off",
  "timescaledb.max_background_workers": "0",
  "cron.launch_active_jobs": "off",
};

/** @returns postgresql.conf names and values for a copy whose socket is in `folder` */
export async function copySettings(
  { folder, data, preload, timeline }: { folder: string; data: string; preload: string; timeline?: number },
  target: Target,
): Promise<Record<string, string>> {
  const hba = join(folder, "pg_hba.conf");
  writeFileSync(hba, "local all postgres peer\n");
  return {
    ...(await sourceLimits(data)),
    ...isolated,
    shared_preload_libraries: preload,
    unix_socket_directories: folder,
    hba_file: hba,
    log_timezone: "UTC",
    ...(timeline !== undefined && { recovery_target_timeline: String(timeline) }),
    ...recoveryTarget(target),
  };
}

function recoveryTarget(target: Target): Record<string, string> {
  if (target === "newest") return { recovery_target_action: "promote" };
  if ("lsn" in target) return { recovery_target_lsn: target.lsn, recovery_target_inclusive: "off", recovery_target_action: "pause" };
  return { recovery_target_time: target.time, recovery_target_inclusive: "on", recovery_target_action: "pause" };
}

async function sourceLimits(data: string): Promise<Record<string, string>> {
  const control = (await run("pg_controldata", [data], { env: { LC_ALL: "C" } })).toString();
  return Object.fromEntries(
    Object.entries(atLeastTheSource).map(([label, setting]) => {
      const value = new RegExp(`^${label}:\\s*(\\d+)$`, "m").exec(control)?.[1];
      if (!value) throw new Error(`pg_controldata: no line "${label}"; it is not of Postgres 17`);
      return [setting, value];
    }),
  );
}
