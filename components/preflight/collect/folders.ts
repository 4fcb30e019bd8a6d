import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readFileSync } from "node:fs";
import { pathsOf } from "../../../toolchain/paths";
import type { Folder } from "../facts";

/** The folders a deployment writes, and whether it may. */
export function folderFacts(env: NodeJS.ProcessEnv, project: string): Promise<Folder[]> {
  const state = stateFolder(env);
  const folders: [Folder["name"], string][] = [
    ["project", project],
    ...(state === undefined ? [] : [["state", state] as [Folder["name"], string]]),
    ["report", pathsOf(env).preflight],
  ];
  return Promise.all(
    folders.map(async ([name, path]) => {
      const error = await writable(path);
      return { name, path, ...(error !== undefined && { error }) };
    }),
  );
}

/** A folder that is not there yet is as writable as the one it will be made in. @returns the system's error */
async function writable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const { code = "unknown", message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" && dirname(path) !== path ? writable(dirname(path)) : message;
  }
}

/** @returns undefined when the stacks are kept by a service */
export function stateFolder(env: NodeJS.ProcessEnv): string | undefined {
  const url = env["PULUMI_BACKEND_URL"] || loggedIn(env);
  if (!url?.startsWith("file://")) return undefined;
  const path = url.slice("file://".length).replace(/\?.*$/, "");
  return resolve(path.startsWith("~") ? join(homedir(), path.slice(1)) : path);
}

function loggedIn(env: NodeJS.ProcessEnv): string | undefined {
  try {
    const file = join(pathsOf(env).userHome, "credentials.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { current?: string }).current;
  } catch {
    return undefined;
  }
}
