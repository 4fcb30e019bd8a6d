import { interruptible } from "../../toolchain/processes";
import { CommandError, exit } from "../exit";
import type { Place } from "../keys/drill-container";
import { choose, usable, type Refused, type Usable } from "./choice";
import { requireRecoverable, snapshotIdentity, type Kept, type RestoredFrom } from "./kept";
import { chooseSnapshot } from "./snapshots";
import { labelsOf, type Source } from "./source";

/** What a recovery begins with. */
export interface Beginning {
  from: RestoredFrom;
  kept: Kept;
  lastTransactionAt: string | null;
  refused: Refused[];
}

export interface Wanted {
  source: Source;
  /** Only this backup. @default the newest that passes */
  backup: string | undefined;
  /** Of Redis; without it, Redis begins empty. */
  snapshots: Place | undefined;
  /** Folder of the evidence. */
  output: string;
  write: (line: string) => void;
}

/** Takes the newest that passes: a backup of Postgres, and a snapshot of Redis. @throws CommandError when there is none */
export function beginning(wanted: Wanted): Promise<Beginning> {
  return interruptible(async () => {
    const { label, found, refused } = await backupOf(wanted);
    const { kept, lastTransactionAt } = found;
    const snapshot = wanted.snapshots && (await snapshotOf(kept, wanted.snapshots, wanted));
    return {
      from: { backup: label, ...(snapshot && { snapshot: snapshot.label }) },
      kept,
      lastTransactionAt,
      refused: [...refused, ...(snapshot?.refused ?? [])],
    };
  });
}

async function backupOf({ source, backup, output, write }: Wanted) {
  const labels = await labelsOf(source);
  if (backup !== undefined && !labels.includes(backup)) {
    throw new CommandError(`--backup: got ${backup}, allowed is one of ${labels.join(", ")}`, exit.usage);
  }
  const look = async (label: string): Promise<Usable | string> => {
    const found = await usable(source, label, output, write);
    if (typeof found === "string") write(`backup ${label} cannot be recovered from: ${found}`);
    return found;
  };
  const chosen = await choose(backup === undefined ? labels : [backup], look);
  requireRecoverable(chosen.found.kept);
  return chosen;
}

async function snapshotOf(kept: Kept, place: Place, { source, output, write }: Wanted) {
  const identity = snapshotIdentity(kept);
  if (identity !== undefined) return chooseSnapshot({ image: source.image, place, identity }, output, write);
  throw new CommandError(
    "--snapshots: the configuration of the backup has no key that opens snapshots of Redis, must have one",
    exit.couldNotAsk,
  );
}
