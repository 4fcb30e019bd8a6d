import { existsSync, readFileSync } from "node:fs";
import { makeBackup } from "../backup/backup";
import { catalogueOf } from "../engine/catalogue";
import type { BackupType, Engine } from "../engine/engine";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { hostOf, openEngine, secret, settings, sourceServer, untilReachable } from "./settings";

/** What else a recovery needs, where the stack gives it. */
const configuration = "/run/secrets/configuration.json";

/** @returns its exit code */
export async function backupCommand(type: BackupType, onlyIfNone: boolean): Promise<number> {
  const { repository, patienceMs } = settings;
  const engine = openEngine();
  await untilReachable(hostOf("BACKUP_HOST"), 8432);
  const before = catalogueOf(await engine.info(repository)).labels;
  if (onlyIfNone && before.length > 0) {
    console.log(`there is a backup already: ${before.at(-1)}`);
    return 0;
  }
  await expireVerified(engine, before.at(-1));
  const made = await makeBackup(engine, {
    type,
    repository,
    server: sourceServer(),
    host: hostOf("POSTGRES_HOST"),
    ...(existsSync(configuration) && { configuration: readFileSync(configuration, "utf8") }),
    patienceMs,
  });
  console.log(`made backup ${made.label}: ${made.size.database} bytes of database, ${made.size.stored} bytes stored`);
  return 0;
}

/** Nothing goes while the newest backup is not known to be good: an old one may be the only good one. */
async function expireVerified(engine: Engine, newest: string | undefined): Promise<void> {
  if (newest === undefined) return;
  const evidence = new History("/evidence", signingKey(secret("evidence-key"))).genuine();
  if (evidence.some(({ backup, outcome }) => backup === newest && outcome === "pass")) await engine.expire(settings.repository);
  else console.log(`nothing is expired: the newest backup, ${newest}, has not passed a verification`);
}
