import { randomBytes } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { alone } from "../alone";
import { exitCodes } from "../evidence/evidence";
import { History } from "../evidence/history";
import { signingKey } from "../evidence/signature";
import { summary } from "../evidence/summary";
import { copyFolder, evidenceFolder, postgresPort } from "../places";
import { verify } from "../verify/verify";
import { hostOf, openEngine, passphrase, repositories, secondsOf, secret } from "./settings";

/** How long one recovery may take. */
const patienceMs = 2 * 60 * 60 * 1000;

interface Choices {
  label?: string;
  seed?: string;
  /** The passphrase was typed from a recovery sheet: it is that which is tried, and no limit is known. */
  sheet?: boolean;
}

/**
 * Verifies a backup of each repository.
 * @returns its exit code: the worst of theirs
 * @throws Error when another one is under way
 */
export function verifyCommand(choices: Choices): Promise<number> {
  return alone(copyFolder, "verification", () => verifyAlone(choices));
}

async function verifyAlone({ label, seed = randomBytes(8).toString("hex"), sheet = false }: Choices): Promise<number> {
  accessSync(evidenceFolder, constants.W_OK);
  const history = new History(evidenceFolder, signingKey(secret("evidence-key")));
  const codes: number[] = [];
  for (const { number, type } of repositories()) {
    const evidence = await verify(openEngine(), {
      store: hostOf("POSTGRES_HOST"),
      repository: number,
      writable: type === "s3",
      ...(label !== undefined && { label }),
      folder: copyFolder,
      source: { host: hostOf("POSTGRES_HOST"), port: postgresPort },
      key: { passphrase: passphrase(), from: sheet ? "sheet" : "stack" },
      seed,
      limits: sheet ? null : limits(),
      patienceMs,
      progress: (text) => console.log(text),
    });
    history.add(evidence);
    console.log(`repository ${number}: ${summary(evidence)}`);
    codes.push(exitCodes[evidence.outcome]);
  }
  return worst(codes);
}

const limits = () => ({
  backupAgeSeconds: secondsOf("LIMIT_BACKUP_AGE_SECONDS"),
  recoverySeconds: secondsOf("LIMIT_RECOVERY_SECONDS"),
  lostSeconds: secondsOf("LIMIT_LOST_SECONDS"),
});

/** A failure says most, then that nothing could be verified. */
function worst(codes: number[]): number {
  return codes.includes(1) ? 1 : Math.max(...codes);
}
