import { randomBytes } from "node:crypto";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { engine, hostOf, secret, settings } from "./settings";
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
    limits: { backupAgeSeconds: 26 * 3600, recoverySeconds: 30 * 60, lostSeconds: 300 },
    patienceMs: 2 * 60 * 60 * 1000,
    progress: (text) => console.log(text),
  });
  new History("/evidence", signingKey(secret("evidence-key"))).add(evidence);
  console.log(summary(evidence));
  return exitCodes[evidence.outcome];
}
