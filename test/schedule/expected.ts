import type { BackupType } from "../../components/backup/schedules";
import type { BackupEntry } from "../support/backups";

const types = { full: "full", differential: "diff", incremental: "incr" } as const;

/** @throws Error that says what should have been, when it is not */
export function same(what: string, got: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(got), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${what}: got ${found}, expected ${wanted}`);
}

/**
 * @param before what the job found
 * @param gone labels of what it had to remove
 * @param at when it was to begin, in milliseconds since 1970
 * @throws Error unless exactly that is gone, and there is one more, of the right type, on the right one, made at the time
 */
export function expectMade(type: BackupType, at: number, before: BackupEntry[], gone: string[], after: BackupEntry[]): BackupEntry {
  const stayed = before.filter(({ label }) => !gone.includes(label));
  const made = after.at(-1);
  same("backups that were there before", labels(after.slice(0, -1)), labels(stayed));
  if (!made || before.some(({ label }) => label === made.label)) throw new Error(`no new backup after ${before.at(-1)?.label ?? "none"}`);
  const lastFull = stayed.findLast((each) => each.type === "full")?.label ?? null;
  const prior = { full: null, differential: lastFull, incremental: stayed.at(-1)?.label ?? null }[type];
  same(`type and parent of ${made.label}`, [made.type, made.prior, made.error], [types[type], prior, false]);
  const late = made.timestamp.start - at / 1000;
  if (late < 0 || late > latest) throw new Error(`backup ${made.label}: began ${late} s after ${new Date(at).toISOString()}`);
  return made;
}

/** Seconds that a backup may begin after its time. */
const latest = 120;

export interface Repository {
  backups: BackupEntry[];
  /** Names of folders of backups, and of those with what is known of them. */
  folders: string[];
  descriptions: string[];
  /** The oldest segment. */
  oldestWal: string;
}

/** @throws Error when something is left of what was removed, or is gone of what was not */
export function expectKept({ backups, folders, descriptions, oldestWal }: Repository, removed: boolean): void {
  same("folders of backups", folders, labels(backups));
  same("folders with what is known of them", descriptions, labels(backups));
  if (removed) same("oldest WAL", oldestWal, backups[0]?.archive.start);
}

const labels = (backups: BackupEntry[]): string[] => backups.map(({ label }) => label);
