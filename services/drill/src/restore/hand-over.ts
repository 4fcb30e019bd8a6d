import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../copy/settings";

/** How a server fetches its WAL; its own pgbackrest.conf says from where. */
const restoreCommand = 'pgbackrest --stanza=main archive-get %f "%p"';

/** @returns postgresql.conf lines with which the server of the stack goes on to the target, and begins a timeline */
export function recoveryConf(timeline: number, target: Target): string {
  const settings: Record<string, string> = {
    restore_command: restoreCommand,
    recovery_target_timeline: String(timeline),
    recovery_target_action: "promote",
    ...(target === "newest"
      ? {}
      : "lsn" in target
        ? { recovery_target_lsn: target.lsn, recovery_target_inclusive: "off" }
        : { recovery_target_time: target.time, recovery_target_inclusive: "on" }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join("");
}

/** Leaves data that the stack's server recovers to its target: that one archives, so its new timeline is whole in the archive. */
export function handOver(folder: string, timeline: number, target: Target): void {
  const automatic = join(folder, "data", "postgresql.auto.conf");
  if (existsSync(automatic)) writeFileSync(automatic, withoutRecovery(readFileSync(automatic, "utf8")));
  writeFileSync(join(folder, "recovery.conf"), recoveryConf(timeline, target), { mode: 0o600 });
  writeFileSync(join(folder, "data", "recovery.signal"), "", { mode: 0o600 });
  for (const name of ["log", "pg_hba.conf", "spool"]) rmSync(join(folder, name), { recursive: true, force: true });
}

/** What the engine wrote for one recovery would count in every later one. */
export const withoutRecovery = (text: string): string =>
  text.replace(/^(restore_command|recovery_target\w*|archive_cleanup_command)\b.*\n?/gm, "");
