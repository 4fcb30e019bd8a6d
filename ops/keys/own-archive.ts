import { archiving } from "../../components/postgres/pgbackrest";
import { CommandError, exit } from "../exit";
import { recoverySettings } from "./settings";
import type { Sheet } from "./sheet";

/** The archive of a sheet, and what opens it. @throws CommandError for one that this version writes in another way */
export function ownArchive(sheet: Sheet): { store: string; passphrase: string } {
  const { archive, passphrase } = recoverySettings(sheet);
  const { stanza, cipher } = archiving;
  if (archive.stanza === stanza && archive.cipher === cipher) return { store: archive.store, passphrase };
  throw new CommandError(
    `recovery sheet: got stanza ${archive.stanza} and cipher ${archive.cipher}, allowed are ${stanza} and ${cipher}\n` +
      "Fix: use the version of ballast that made the sheet, or restore by the steps that are on it",
    exit.couldNotAsk,
  );
}
