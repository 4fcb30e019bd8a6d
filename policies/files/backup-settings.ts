import type { Holder } from "./held-files";
import { settingsIn } from "./settings-file";

/** A repository's settings, by their names without its own: `cipher-type` for `repo2-cipher-type`. */
export interface RepositorySettings {
  /** As in `repo2`. */
  repository: string;
  settings: Record<string, string>;
}

/** Calls `visit` for every repository that a pgbackrest.conf names. */
export function eachRepository(holder: Holder, visit: (of: RepositorySettings) => void): void {
  holder.eachFile("pgbackrest.conf", (content) => {
    const repositories = new Map<string, Record<string, string>>();
    for (const [name, value] of Object.entries(settingsIn(content))) {
      const [, repository = "", setting = ""] = /^(repo\d+)-(.+)$/.exec(name) ?? [];
      if (repository) repositories.set(repository, { ...repositories.get(repository), [setting]: value });
    }
    repositories.forEach((settings, repository) => visit({ repository, settings }));
  });
}
