import { timelineFor, leadsTo, newestOf, type Histories } from "../../services/drill/src/restore/timelines";
import { stateText, type Backup } from "../backup/chain";
import type { Evidence, Found } from "../backup/evidence";
import type { RecoveryWindow } from "../backup/window";
import { CommandError, exit } from "../exit";
import type { Wanted } from "./wanted";

/** What is known of the repositories, oldest backup first. */
export interface Known {
  backups: Backup[];
  windows: RecoveryWindow[];
  /** Repository → its timelines. */
  timelines: ReadonlyMap<number, Histories>;
  /** Of verifications, the oldest first. */
  evidence: Found[];
}

export interface Choice {
  backup: Backup;
  /** How its newest verification ended; null when there was none. */
  verified: Evidence["outcome"] | null;
  /** Newer ones, and why each was not taken. */
  passedOver: { label: string; reason: string }[];
}

/**
 * BR6, DR2: the newest backup that leads to what is wanted and whose newest verification has passed. Where none has passed, the newest of
 * which a verification has not found that it cannot be restored.
 * @throws CommandError for a time outside of every window, an unknown label, or when no backup will do
 */
export function choose(wanted: Wanted, known: Known): Choice {
  if (wanted.kind === "backup") return labelled(wanted.label, known);
  if (wanted.kind === "time") requireInside(wanted.at, known.windows);
  const candidates = known.backups
    .filter(({ stoppedAt }) => wanted.kind === "latest" || Date.parse(stoppedAt) < wanted.at)
    .sort((a, b) => b.stoppedAt.localeCompare(a.stoppedAt) || a.repository - b.repository)
    .map((backup) => ({ backup, verified: verifiedOf(backup, known.evidence), fault: faultOf(backup, wanted, known) }));
  const usable = candidates.filter(({ fault, verified }) => fault === null && verified !== "fail");
  const taken = usable.find(({ verified }) => verified === "pass") ?? usable[0];
  if (!taken) throw none(candidates.map((each) => `${each.backup.label}: ${each.fault ?? reasonOf(each.verified)}`));
  const passedOver = candidates
    .slice(0, candidates.indexOf(taken))
    .map(({ backup: { label }, fault, verified }) => ({ label, reason: fault ?? reasonOf(verified) }));
  return { backup: taken.backup, verified: taken.verified, passedOver };
}

function labelled(label: string, { backups, evidence }: Known): Choice {
  const found = backups.filter((one) => one.label === label);
  const backup = found.find(({ state }) => state === "intact") ?? found[0];
  if (!backup) {
    const there = backups.map((one) => one.label);
    throw new CommandError(
      `--label: got ${JSON.stringify(label)}, allowed is one of those there are:\n${there.map((each) => `  ${each}`).join("\n") || "  none"}`,
      exit.usage,
    );
  }
  if (backup.state !== "intact") throw none([`${label}: ${stateText(backup)}`]);
  return { backup, verified: verifiedOf(backup, evidence), passedOver: [] };
}

/** @returns how its newest genuine verification ended */
export function verifiedOf({ label, repository }: Pick<Backup, "label" | "repository">, evidence: Found[]): Choice["verified"] {
  const of = evidence.flatMap((one) =>
    one.genuine && one.evidence.backup === label && one.evidence.repository === repository ? [one.evidence.outcome] : [],
  );
  return of.at(-1) ?? null;
}

const reasonOf = (verified: Choice["verified"]): string =>
  verified === null ? "no verification of it yet" : `its newest verification ended with ${verified}`;

/** @returns why a backup cannot lead to what is wanted; null when nothing is known against it */
function faultOf(backup: Backup, wanted: Wanted, { timelines }: Known): string | null {
  if (backup.state !== "intact") return stateText(backup);
  const histories = timelines.get(backup.repository) ?? [];
  const from = { timeline: parseInt(backup.wal.to.slice(0, 8), 16), lsn: backup.lsn.to };
  if (wanted.kind === "time") {
    try {
      timelineFor(histories, from, wanted.at);
    } catch (error) {
      return (error as Error).message;
    }
  }
  return wanted.kind === "latest" && !leadsTo(histories, from, newestOf(histories))
    ? "it is of a branch that was left, and does not lead to the data that are live"
    : null;
}

function requireInside(at: number, windows: RecoveryWindow[]): void {
  const contains = ({ from, to }: RecoveryWindow) => from !== null && to !== null && Date.parse(from) < at && at <= Date.parse(to);
  if (windows.some(contains)) return;
  const shown = windows.map(({ repository, from, to }) =>
    from === null
      ? `  repository ${repository}: none, it has no intact backup`
      : `  repository ${repository}: ${from} to ${to ?? "a time that is not known"}`,
  );
  throw new CommandError(
    `--to: got ${new Date(at).toISOString()}, allowed is a time within the recovery window:\n${shown.join("\n")}\nFix: choose a time in it, or ./ballast restore --latest`,
    exit.usage,
  );
}

const none = (reasons: string[]): CommandError =>
  new CommandError(
    `no backup can be restored for this: nothing was changed\n${reasons.map((each) => `  ${each}`).join("\n") || "  there is none"}\n` +
      "Fix: ./ballast backup list says what there is",
    exit.failed,
  );
