import { randomBytes } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { alone } from "../alone";
import { exitCodes } from "../evidence/evidence";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { summary } from "../evidence/summary";
import { passphraseIn } from "../engine/pgbackrest";
import { verify } from "../verify/verify";
import { hostOf, openEngine, repositories, secondsOf, secret } from "./settings";

const folder = "/copy";
/** How long one recovery may take. */
const patienceMs = 2 * 60 * 60 * 1000;

interface Choices {
  label?: string;
  seed?: string;
}

/**
 * Verifies a backup of each repository.
 * @returns its exit code: the worst of theirs
 * @throws Error when another one is under way
 */
export function verifyCommand(choices: Choices): Promise<number> {
  return alone(folder, "verification", () => verifyAlone(choices));
}

async function verifyAlone({ label, seed = randomBytes(8).toString("hex") }: Choices): Promise<number> {
  accessSync("/evidence", constants.W_OK);
  const history = new History("/evidence", signingKey(secret("evidence-key")));
  const codes: number[] = [];
  for (const { number, type } of repositories()) {
    const evidence = await verify(openEngine(), {
      store: hostOf("POSTGRES_HOST"),
      repository: number,
      writable: type === "s3",
      ...(label !== undefined && { label }),
      folder,
      source: { host: hostOf("POSTGRES_HOST"), port: 5432 },
      escrowed: passphraseIn("/run/secrets/pgbackrest.conf"),
      seed,
      limits: {
        backupAgeSeconds: secondsOf("LIMIT_BACKUP_AGE_SECONDS"),
        recoverySeconds: secondsOf("LIMIT_RECOVERY_SECONDS"),
        lostSeconds: secondsOf("LIMIT_LOST_SECONDS"),
      },
      patienceMs,
      progress: (text) => console.log(text),
    });
    history.add(evidence);
    console.log(`repository ${number}: ${summary(evidence)}`);
    codes.push(exitCodes[evidence.outcome]);
  }
  return worst(codes);
}

/** A failure says most, then that nothing could be verified. */
function worst(codes: number[]): number {
  return codes.includes(1) ? 1 : Math.max(...codes);
}
