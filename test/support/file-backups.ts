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
 * /run/secrets/identity.
 * @param like the container
 * @param mounts as Docker writes them, as in `volume:/path:ro`
 */
export async function withIdentity(identity: string, like: string, mounts: string[], script: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ballast-identity-"));
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "secrets/identity"), `${identity}\n`);
  const image = await inspect(like, "{{.Image}}");
  return run("docker", [
    ...["run", "--rm", "--network=none", "--user=999:999", "--shm-size=256m", `--volume=${folder}/secrets:/run/secrets:ro`],
    ...mounts.map((mount) => `--volume=${mount}`),
    ...["--tmpfs=/copy:uid=999,gid=999,mode=700,size=512m", image, "bash", "-c", script],
  ]).finally(() => rmSync(folder, { recursive: true }));
}
