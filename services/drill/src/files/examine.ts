import { createHash } from "node:crypto";
import { createReadStream, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { CommandFailed, run } from "../run";
import { CouldNotStart, noRoom } from "../verify/could-not-start";
import type { FileFact } from "./facts";
import type { Metadata } from "./metadata";

/** @param path of the encrypted file @param plain where its content goes */
export async function examined(
  name: string,
  path: string,
  told: Metadata,
  { identity, plain }: { identity: string; plain: string },
): Promise<FileFact> {
  return {
    name,
    whenMade: told.outcome,
    finishedAt: Date.parse(told.finishedAt),
    sha256: { recorded: told.sha256, found: existsSync(path) ? await sha256(path) : "no file" },
    decrypts: await decrypts(path, identity, plain),
  };
}

/** @throws CouldNotStart when there is no room for the content */
async function decrypts(path: string, identity: string, plain: string): Promise<boolean> {
  try {
    await run("age", ["--decrypt", `--identity=${identity}`, `--output=${plain}`, path]);
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    if (noRoom.test(error.said)) throw new CouldNotStart(`no room for the copy: ${error.message}`, { cause: error });
    return false;
  }
}

/** @param folder for the other identity, which is made for this @returns whether a file does not open with it */
export async function otherIdentityRefused(path: string, folder: string): Promise<boolean> {
  const identity = join(folder, "other-identity");
  await run("age-keygen", [`--output=${identity}`]);
  const opened = await decrypts(path, identity, join(folder, "opened"));
  rmSync(identity);
  return !opened;
}

/** @returns whether this program can write there: it must not */
export function canWriteInto(folder: string): boolean {
  const probe = join(folder, "write-probe");
  try {
    writeFileSync(probe, "no verification may write here");
  } catch {
    return false;
  }
  rmSync(probe);
  return true;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
