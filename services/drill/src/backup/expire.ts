import { backupsIn } from "../engine/catalogue";
import type { Engine, Repository } from "../engine/engine";
import type { Evidence } from "../evidence/evidence";
import { descriptionFolder } from "./paths";
import { expiredSets, type Retention } from "./retention";

export interface ExpireArgs {
  repository: Repository;
  retention: Retention;
  /** Genuine, oldest first. */
  evidence: Pick<Evidence, "repository" | "backup" | "outcome">[];
  progress: (line: string) => void;
}

/** Removes what retention lets go. What is known of a backup goes first: when this ends halfway, the next one decides the same. */
export async function expire(engine: Engine, { repository, retention, evidence, progress }: ExpireArgs): Promise<void> {
  const backups = backupsIn(await engine.info(repository));
  const newest = backups.at(-1)?.label;
  if (newest === undefined) return;
  const passed = (label: string): boolean =>
    evidence.findLast((each) => each.repository === repository && each.backup === label)?.outcome === "pass";
  if (!passed(newest)) {
    progress(`repository ${repository}: nothing is expired: the newest backup, ${newest}, has not passed a verification`);
    return;
  }
  let staying = backups.filter(({ full }) => full).length;
  for (const set of expiredSets(backups, retention, passed)) {
    for (const label of set) await engine.remove(descriptionFolder(label), repository);
    await engine.expire(set[0]!, --staying, repository);
  }
}
