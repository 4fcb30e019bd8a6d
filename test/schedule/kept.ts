import type { BackupEntry } from "../support/backups";

export interface Kept {
  days: number;
  fullBackups: number;
}

const day = 24 * 60 * 60;

/**
 * The rule of docs/backup.md once more, as far as the simulation needs it.
 * @returns labels of what a job has to remove before its backup, when the newest backup has passed
 */
export function due(backups: BackupEntry[], { days, fullBackups }: Kept): string[] {
  const reach = (backups.at(-1)?.timestamp.stop ?? 0) - days * day;
  const full = backups.filter(({ type }) => type === "full");
  const reaching = full.filter(({ timestamp }) => timestamp.stop <= reach).at(-1);
  const byDays = full.indexOf(reaching ?? full[0]!);
  const first = full[Math.min(byDays, full.length - fullBackups)];
  return first ? backups.slice(0, backups.indexOf(first)).map(({ label }) => label) : [];
}
