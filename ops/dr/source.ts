import { archiving } from "../../components/postgres/pgbackrest";
import { backupsIn } from "../../services/drill/src/engine/catalogue";
import { CommandError, exit } from "../exit";
import type { DrillContainer } from "../keys/drill-container";
import { inContainer } from "../keys/in-container";
import { ownArchive } from "../keys/own-archive";
import type { Sheet } from "../keys/sheet";

/** What a recovery starts from. */
export interface Source extends Pick<DrillContainer, "image" | "repository" | "store"> {
  passphrase: string;
}

/** @throws CommandError for a sheet that says that this cannot make its stack anew; it says what does */
export function archiveToRecover(sheet: Sheet, project: string): Pick<Source, "store" | "passphrase"> {
  const refused = (got: string, allowed: string, fix: string): CommandError =>
    new CommandError(`recovery sheet: got ${got}, allowed is ${allowed}\nFix: ${fix}`, exit.usage);
  if (sheet.project !== project) {
    throw refused(`a stack of project ${sheet.project}`, `one of ${project}`, `run it in a copy of ${sheet.project}`);
  }
  const { repositories } = sheet.archives.find(({ engine }) => engine === archiving.engine) ?? { repositories: [] };
  if (!repositories.some((one) => /^volume=|(^|,)type=volume(,|$)/.test(one))) {
    throw refused(
      "repositories in buckets alone",
      "one with a repository in a volume",
      "fetch the bucket's folder with a client for S3, and restore it by the steps on the sheet",
    );
  }
  return ownArchive(sheet);
}

/** Labels of the repository's backups, the newest first. @throws CommandError when it cannot be read, or has none */
export async function labelsOf(source: Source): Promise<string[]> {
  const command = ["pgbackrest", `--stanza=${archiving.stanza}`, "--log-level-console=error", "--output=json", "info"];
  const { stdout } = await inContainer(source, command);
  try {
    const labels = backupsIn(stdout).map(({ label }) => label);
    if (labels.length > 0) return labels.reverse();
  } catch (error) {
    throw new CommandError(`repository: ${(error as Error).message}`, exit.couldNotAsk);
  }
  throw new CommandError("repository: got no backup that can be read with the key of the sheet, allowed is one or more", exit.couldNotAsk);
}
