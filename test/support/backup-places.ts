import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { docker, inspect } from "./docker";
import { outputOf } from "./places";
import { textPlace, type Place } from "./search";

/** Every file of volumes, as it is stored. @param image any, with tar in it */
export function volumePlaces(volumes: string[], image: string): Place[] {
  return volumes.map((volume) => ({
    name: `volume ${volume}`,
    content: () =>
      outputOf("docker", [
        ...["run", "--rm", "--network=none", "--user=0", "--volume", `${volume}:/volume:ro`],
        ...[image, "tar", "--directory=/volume", "--create", "."],
      ]),
  }));
}

/** Decrypts all that is ours in the first repository, but the configuration, which is kept for the secrets in it. */
const decrypted = `
export PGBACKREST_CIPHER_PASS="$(sed -n 's/^repo1-cipher-pass=//p' /run/secrets/pgbackrest.conf)"
pgbackrest repo-ls --repo=1 --recurse --filter='(manifest|metadata)\\.json$' ballast | while read -r file; do
  pgbackrest repo-get --repo=1 "ballast/$file" </dev/null || exit 1
done`;

/** What backups and verifications of a stack leave: BR2. @param prefix of its containers and volumes */
export async function backupPlaces(prefix: string): Promise<Place[]> {
  const job = `${prefix}-postgres-backup-full`;
  const own = await docker("exec", job, "bash", "-c", `set -o pipefail; ${decrypted}`);
  if (!own.includes('"sha256"') || !own.includes('"takenAt"')) throw new Error("there is no manifest, or no metadata, to be searched");
  const volumes = ["postgres-repository", "postgres-evidence", "postgres-dumps", "redis-backups"].map((volume) => `${prefix}-${volume}`);
  return [textPlace("manifests and metadata, decrypted", own), ...volumePlaces(volumes, await inspect(job, "{{.Image}}"))];
}

/**
 * The engine takes the passphrase of files that are not its own from its environment alone: this one program has it there, in the container that
 * has it in a file anyway.
 */
const hasPassphrase = /^pgbackrest\0repo-get\0/;

/**
 * Looks at every process of this machine again and again while something works; needs root, and containers that run here.
 * @returns arguments and environments of all that were seen
 */
export async function processPlaces(work: () => Promise<void>): Promise<Place[]> {
  const seen = { arguments: new Set<string>(), environments: new Set<string>() };
  let working = true;
  const watching = (async () => {
    while (working) {
      look(seen);
      await sleep(50);
    }
  })();
  await work().finally(() => (working = false));
  await watching;
  return Object.entries(seen).map(([what, texts]) => textPlace(`${what} of processes`, [...texts].join("\n")));
}

function look({ arguments: all, environments }: Record<"arguments" | "environments", Set<string>>): void {
  for (const id of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, "utf8");
      all.add(words);
      if (!hasPassphrase.test(words)) environments.add(readFileSync(`/proc/${id}/environ`, "utf8"));
    } catch {
      // It has ended meanwhile.
    }
  }
}
