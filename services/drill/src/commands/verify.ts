import { randomBytes } from "node:crypto";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { engine, hostOf, secret, secondsOf, settings } from "./settings";
import { passphraseIn } from "../engine/pgbackrest";
import { verify } from "../verify/verify";
import { exitCodes } from "../evidence/evidence";
import { summary } from "../evidence/summary";

/** @returns its exit code */
export async function verifyCommand({ label, seed = randomBytes(8).toString("hex") }: { label?: string; seed?: string }): Promise<number> {
  const evidence = await verify(engine, {
    store: hostOf("POSTGRES_HOST"),
    repository: settings.repository,
    ...(label !== undefined && { label }),
    folder: "/copy",
    source: { host: hostOf("POSTGRES_HOST"), port: 5432 },
    escrowed: passphraseIn("/run/secrets/pgbackrest.conf"),
    seed,
    limits: {
      backupAgeSeconds: secondsOf("LIMIT_BACKUP_AGE_SECONDS"),
      recoverySeconds: secondsOf("LIMIT_RECOVERY_SECONDS"),
      lostSeconds: secondsOf("LIMIT_LOST_SECONDS"),
    },
    patienceMs: 2 * 60 * 60 * 1000,
    progress: (text) => console.log(text),
  });
  new History("/evidence", signingKey(secret("evidence-key"))).add(evidence);
  console.log(summary(evidence));
  return exitCodes[evidence.outcome];
}
