import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inside, inspect } from "./docker";
import { run, type Result } from "./test-stack";

/** What is told about a file of a backup, beside it. */
export interface FileMetadata {
  file: string;
  sizeBytes: number;
  sha256: string;
  outcome: "good" | "shrank";
  [field: string]: unknown;
}

/** @returns of a folder in a container, oldest first */
export async function metadataIn(container: string, folder: string): Promise<FileMetadata[]> {
  const { output } = await inside(container, `cd ${folder} && for file in *.json; do tr '\\n' ' ' <"$file"; echo; done`);
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as FileMetadata);
}

/** @returns every file of a folder in a container but its lock */
export async function filesIn(container: string, folder: string): Promise<string[]> {
  const { output } = await inside(container, `cd ${folder} && find . -type f ! -name lock | sort`);
  return output.split("\n").filter((line) => line !== "");
}

/**
 * Runs a shell script where whoever restores would: with a container's image and its volumes, without any network, and with an identity in
 * /run/secrets/identity; what is verified there is signed with a key of its own.
 * @param like the container
 * @param mounts as Docker writes them, as in `volume:/path:ro`
 */
export async function withIdentity(identity: string, like: string, mounts: string[], script: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ballast-identity-"));
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "secrets/identity"), `${identity}\n`);
  writeFileSync(join(folder, "secrets/evidence-key"), "of a test");
  const image = await inspect(like, "{{.Image}}");
  return run("docker", [
    ...["run", "--rm", "--network=none", "--user=999:999", "--shm-size=256m", `--volume=${folder}/secrets:/run/secrets:ro`],
    ...mounts.map((mount) => `--volume=${mount}`),
    ...["--tmpfs=/copy:uid=999,gid=999,mode=700,size=512m", image, "bash", "-c", script],
  ]).finally(() => rmSync(folder, { recursive: true }));
}

/** What a verification said of files, and how it ended. */
export interface Verified {
  code: number;
  store: string;
  outcome: string;
  /** Ids of the assertions that failed, or are not known. */
  broken: string[];
}

/** @param container that verifies files @returns what its newest evidence says */
export async function verifiedBy(container: string, command: string): Promise<Verified> {
  const { code } = await inside(container, command);
  const [line = ""] = (await inside(container, "drill evidence --newest 1")).output.split("\n");
  const { store, outcome, assertions } = JSON.parse((JSON.parse(line) as { text: string }).text) as {
    store: string;
    outcome: string;
    assertions: { id: string; outcome: string }[];
  };
  return { code, store, outcome, broken: assertions.flatMap((one) => (one.outcome === "pass" ? [] : [one.id])) };
}

/** Works while the files of a job are tampered with; afterwards they are as they were. @param tamper a shell script, in their folder */
export async function withTampered<T>(job: string, tamper: string, work: () => Promise<T>): Promise<T> {
  const kept = await inside(job, `tar -C /backups -cf /tmp/kept.tar . && cd /backups && ${tamper}`);
  if (kept.code !== 0) throw new Error(kept.output);
  try {
    return await work();
  } finally {
    await inside(job, "rm -rf /backups/* && tar -C /backups -xf /tmp/kept.tar && rm /tmp/kept.tar");
  }
}
