import { randomBytes } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { hostOf, openEngine, secret, settings } from "./settings";
import { passphraseIn } from "../engine/pgbackrest";
import { verify } from "../verify/verify";
import { alone } from "../verify/alone";
import { exitCodes } from "../evidence/evidence";
import { summary } from "../evidence/summary";

const folder = "/copy";

interface Choices {
  label?: string;
  seed?: string;
}

/** @returns its exit code. @throws Error when another one is under way */
export function verifyCommand(choices: Choices): Promise<number> {
  return alone(folder, () => verifyAlone(choices));
}

async function verifyAlone({ label, seed = randomBytes(8).toString("hex") }: Choices): Promise<number> {
  accessSync("/evidence", constants.W_OK);
  const history = new History("/evidence", signingKey(secret("evidence-key")));
  const evidence = await verify(openEngine(), {
    store: hostOf("POSTGRES_HOST"),
    repository: settings.repository,
    ...(label !== undefined && { label }),
    folder,
    source: { host: hostOf("POSTGRES_HOST"), port: 5432 },
    escrowed: passphraseIn("/run/secrets/pgbackrest.conf"),
    seed,
    limits: { backupAgeSeconds: 26 * 3600, recoverySeconds: 30 * 60, lostSeconds: 300 },
    patienceMs: 2 * 60 * 60 * 1000,
    progress: (text) => console.log(text),
  });
  history.add(evidence);
  console.log(summary(evidence));
  return exitCodes[evidence.outcome];
}
