import { existsSync, readFileSync } from "node:fs";
import { alone } from "../alone";
import { makeBackup } from "../backup/backup";
import { expire } from "../backup/expire";
import { catalogueOf } from "../engine/catalogue";
import type { BackupType, Engine, Repository } from "../engine/engine";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { backupPort, configurationFolder, configurationName, evidenceFolder, repositoryFolder } from "../places";
import { hostOf, openEngine, patienceMs, repositories, retention, secret, sourceServer, untilReachable } from "./settings";

/** What else a recovery needs, where the stack gives it. */
const configuration = `${configurationFolder}/${configurationName}`;

/**
 * Makes one backup in each of the repositories. One that fails does not keep the others from theirs.
 * @returns its exit code
 * @throws Error when another one is being made: what is removed is decided by what is there
 */
export function backupCommand(type: BackupType, onlyIfNone: boolean): Promise<number> {
  return alone(repositoryFolder, "backup", () => backUpAll(type, onlyIfNone));
}

async function backUpAll(type: BackupType, onlyIfNone: boolean): Promise<number> {
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
  const newest = onlyIfNone ? catalogueOf(await engine.info(repository)).labels.at(-1) : undefined;
  if (newest !== undefined) {
    console.log(`repository ${repository}: there is a backup already: ${newest}`);
    return;
  }
  const evidence = new History(evidenceFolder, signingKey(secret("evidence-key"))).genuine();
  await expire(engine, { repository, retention: retention(), evidence, progress: (line) => console.log(line) });
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
