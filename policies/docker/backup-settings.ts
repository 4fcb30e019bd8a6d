import { filesFolder } from "../../components/platform/rules/files";
import { each } from "../policy";
import type { Container } from "./container";
import { settingsIn } from "./settings-file";

const file = `${filesFolder}/pgbackrest.conf`;

/** Calls `visit` with the settings of every pgbackrest.conf that names a repository. */
export function eachBackupConfiguration({ uploads }: Container, visit: (settings: Record<string, string>) => void): void {
  each(uploads, (upload) => {
    if (upload.file !== file) return;
    const settings = settingsIn(upload.content ?? "");
    if (Object.keys(settings).some((name) => name.startsWith("repo1-"))) visit(settings);
  });
}
