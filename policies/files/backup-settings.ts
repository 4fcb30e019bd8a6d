import type { Holder } from "./held-files";
import { settingsIn } from "./settings-file";

/** Calls `visit` with the settings of every pgbackrest.conf that names a repository. */
export function eachBackupConfiguration(holder: Holder, visit: (settings: Record<string, string>) => void): void {
  holder.eachFile("pgbackrest.conf", (content) => {
    const settings = settingsIn(content);
    if (Object.keys(settings).some((name) => name.startsWith("repo1-"))) visit(settings);
  });
}
