import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";
import dockerignore from "@balena/dockerignore";

/**
 * @param folder relative to the project, with a Dockerfile in it
 * @param base whatever identifies the base image
 * @returns 16 hex digits over all that can change what is built
 * @throws Error when there is no Dockerfile
 */
export function contextHash(folder: string, args: Record<string, string>, base: string): string {
  if (!existsSync(join(folder, "Dockerfile"))) {
    throw new Error(
      `image: got build folder ${JSON.stringify(folder)}, which has no Dockerfile; give a folder with one, relative to the project`,
    );
  }
  const hash = createHash("sha256").update(JSON.stringify([base, Object.entries(args).sort()]));
  for (const path of contextFiles(folder)) {
    hash.update(`\0${path}\0`).update(content(join(folder, path)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** @returns the files Docker would be sent, sorted */
export function contextFiles(folder: string): string[] {
  const ignoreFile = join(folder, ".dockerignore");
  const ignored = dockerignore({ ignorecase: false }).add(existsSync(ignoreFile) ? readFileSync(ignoreFile, "utf8") : "");
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      // Docker sends the Dockerfile even where it is ignored.
      .filter((path) => path === "Dockerfile" || !ignored.ignores(path))
      .sort()
  );
}

function content(file: string): Buffer {
  const stat = lstatSync(file);
  if (stat.isSymbolicLink()) return Buffer.from(`-> ${readlinkSync(file)}`);
  return Buffer.concat([Buffer.from(stat.mode & 0o100 ? "executable\0" : "plain\0"), readFileSync(file)]);
}
