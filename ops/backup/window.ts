import type { Backup } from "./chain";

/** Points in time that a repository can be recovered to, as far as its lists tell: no segment in between is looked at. ISO 8601. */
export interface RecoveryWindow {
  repository: number;
  /** End of its oldest intact backup; null when it has none, and there is no window. */
  from: string | null;
  /** When its newest WAL came; null when that is not known. */
  to: string | null;
}

export interface Statistics {
  count: number;
  intact: number;
  storedBytes: number;
}

export function recoveryWindow(repository: number, backups: Backup[], newestWalAt: string | null): RecoveryWindow {
  const ends = backups.flatMap((one) => (one.repository === repository && one.state === "intact" ? [one.stoppedAt] : []));
  const from = ends.sort()[0] ?? null;
  if (from === null || newestWalAt === null) return { repository, from, to: null };
  // A backup's own last segment comes while it ends.
  return { repository, from, to: newestWalAt < from ? from : newestWalAt };
}

export const statistics = (backups: Backup[]): Statistics => ({
  count: backups.length,
  intact: backups.filter(({ state }) => state === "intact").length,
  storedBytes: backups.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
});
