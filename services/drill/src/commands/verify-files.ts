import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { alone } from "../alone";
import { dumpAssertions, snapshotAssertions } from "../assertions";
import { exitCodes } from "../evidence/evidence";
import { History } from "../evidence/history";
import { replaceFile } from "../evidence/runs";
import { signingKey } from "../evidence/signature";
import { summary } from "../evidence/summary";
import { dumpFacts } from "../files/dumps";
import type { FilesArgs } from "../files/run-facts";
import { snapshotFacts } from "../files/snapshot";
import { copyFolder, evidenceFolder, filesFolder, postgresPort, redisPort } from "../places";
import { judged } from "../verify/judged";
import { hostOf, secondsOf, secret, secretPath } from "./settings";

/** How long one step may take. */
const patienceMs = 2 * 60 * 60 * 1000;

export type FilesKind = "snapshot" | "dumps";

/**
 * Verifies files of a store.
 * @param file of snapshots, this one @default the newest
 * @returns its exit code
 * @throws Error when another verification is under way
 */
export function verifyFilesCommand(kind: FilesKind, file?: string): Promise<number> {
  return alone(copyFolder, "verification", () => verifyAlone(kind, file));
}

async function verifyAlone(kind: FilesKind, file: string | undefined): Promise<number> {
  accessSync(evidenceFolder, constants.W_OK);
  const history = new History(evidenceFolder, signingKey(secret("evidence-key")));
  secret("identity");
  const evidence = await evidenceOf(kind, file, {
    folder: filesFolder,
    copy: copyFolder,
    identity: secretPath("identity"),
    source: { host: hostOf("SOURCE_HOST"), port: kind === "dumps" ? postgresPort : redisPort },
    limits: { backupAgeSeconds: secondsOf("LIMIT_BACKUP_AGE_SECONDS") },
    patienceMs,
    progress: (text) => console.log(text),
  });
  history.add(evidence);
  // For what removes old ones: a shell reads no signature.
  replaceFile(
    join(evidenceFolder, "passed"),
    history
      .passed()
      .map((name) => `${name}\n`)
      .join(""),
  );
  console.log(summary(evidence));
  return exitCodes[evidence.outcome];
}

/** A file is told by its name: of dumps, which belong together, by that of the globals. */
function evidenceOf(kind: FilesKind, file: string | undefined, args: FilesArgs) {
  const about = { store: hostOf("STORE"), repository: 1, seed: null };
  const { progress } = args;
  return kind === "dumps"
    ? judged(dumpFacts(args), dumpAssertions, { about, backup: newest, progress })
    : judged(snapshotFacts(args, file), snapshotAssertions, { about, backup: newest, progress });
}

const newest = ({ files }: { files: unknown }): unknown =>
  Array.isArray(files) ? (files[0] as { name?: unknown } | undefined)?.name : null;
