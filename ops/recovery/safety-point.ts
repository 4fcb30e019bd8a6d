import { setTimeout as sleep } from "node:timers/promises";
import type { DeployedBackups } from "../backup/deployed";
import { CommandError } from "../exit";
import type { RunningServer } from "./server";

/** The place in the WAL up to which everything is in the archive before anything is changed. */
export interface SafetyPoint {
  /** Of the restore point in the WAL. */
  name: string;
  lsn: string;
  /** ISO 8601. */
  at: string;
}

/** Milliseconds that the archive may take for one segment. */
const patience = 120_000;

/**
 * @param repository that has to have it
 * @throws CommandError when it does not come into the archive in time
 */
export async function makeSafetyPoint(
  server: RunningServer,
  { repositories }: Pick<DeployedBackups, "repositories">,
  repository: number,
  generation: number,
): Promise<SafetyPoint> {
  const name = `ballast-before-generation-${generation}`;
  const { segment, lsn } = await server.restorePoint(name);
  const at = new Date().toISOString();
  const end = Date.now() + patience;
  for (;;) {
    const archives = (await repositories()).find(({ key }) => key === repository)?.archives ?? [];
    if (archives.some(({ first, last }) => first <= segment && segment <= last)) return { name, lsn, at };
    if (Date.now() > end) {
      throw new CommandError(
        `safety point: WAL segment ${segment} is not in repository ${repository} after ${patience / 1000} s: nothing was changed\n` +
          "Fix: ./ballast logs postgres says why it does not archive",
      );
    }
    await sleep(1000);
  }
}
