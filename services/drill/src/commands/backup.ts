import { existsSync, readFileSync } from "node:fs";
import { makeBackup } from "../backup/backup";
import { catalogueOf } from "../engine/catalogue";
import type { BackupType, Engine, Repository } from "../engine/engine";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { backupPort, configurationFolder, configurationName, evidenceFolder } from "../places";
import { hostOf, openEngine, patienceMs, repositories, secret, sourceServer, untilReachable } from "./settings";

/** What else a recovery needs, where the stack gives it. */
const configuration = `${configurationFolder}/${configurationName}`;

/**
 * Makes one backup in each of the repositories. One that fails does not keep the others from theirs.
 * @returns its exit code
 */
export async function backupCommand(type: BackupType, onlyIfNone: boolean): Promise<number> {
  const engine = openEngine();
  await untilReachable(hostOf("BACKUP_HOST"), backupPort);
  let code = 0;
  for (const { number } of repositories()) {
    try {
      await backUp(engine, number, type, onlyIfNone);
    } catch (error) {
      console.error(`repository ${number}: ${(error as Error).message}`);
      code = 1;
    }
  }
  return code;
}

async function backUp(engine: Engine, repository: Repository, type: BackupType, onlyIfNone: boolean): Promise<void> {
  const newest = catalogueOf(await engine.info(repository)).labels.at(-1);
  if (onlyIfNone && newest !== undefined) {
    console.log(`repository ${repository}: there is a backup already: ${newest}`);
    return;
  }
  await expireVerified(engine, repository, newest);
  const made = await makeBackup(engine, {
    type,
    repository,
    server: sourceServer(),
    host: hostOf("POSTGRES_HOST"),
    ...(existsSync(configuration) && { configuration: readFileSync(configuration, "utf8") }),
    patienceMs,
  });
  console.log(
    `repository ${repository}: made backup ${made.label}: ${made.size.database} bytes of database, ${made.size.stored} bytes stored`,
  );
}

/** Nothing goes while the newest backup is not known to be good: an old one may be the only good one. */
async function expireVerified(engine: Engine, repository: Repository, newest: string | undefined): Promise<void> {
  if (newest === undefined) return;
  const evidence = new History(evidenceFolder, signingKey(secret("evidence-key"))).genuine();
  const passed = evidence.some((each) => each.repository === repository && each.backup === newest && each.outcome === "pass");
  if (passed) await engine.expire(repository);
  else console.log(`repository ${repository}: nothing is expired: the newest backup, ${newest}, has not passed a verification`);
}
