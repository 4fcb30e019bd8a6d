import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { RestoreRequest } from "./request";

/** In the volume: what is made there, and whether it is. */
const marker = "restore.json";

interface Mark {
  state: "begun" | "done";
  request: RestoreRequest;
}

/**
 * Makes a volume this restore's own. What a run before left unfinished is removed; what is done is never touched, because a server has been
 * using it since.
 * @returns whether the same restore is done already
 * @throws Error for a volume with anything else in it
 */
export function claim(folder: string, request: RestoreRequest): "begun" | "done" {
  const mark = read(folder);
  if (mark?.state === "done") {
    if (isDeepStrictEqual(mark.request, request)) return "done";
    throw new Error(
      `generation ${request.generation}: it was restored from ${JSON.stringify(mark.request)}, got ${JSON.stringify(request)}; nothing is restored over data that may be in use: take a new generation`,
    );
  }
  const others = readdirSync(folder).filter((name) => !ignored(name));
  if (!mark && others.length > 0) {
    throw new Error(`generation ${request.generation}: its volume holds ${others.join(", ")}, allowed is nothing; take a new generation`);
  }
  write(folder, { state: "begun", request });
  for (const name of others) rmSync(join(folder, name), { recursive: true, force: true });
  return "begun";
}

/** From now on it is data. */
export function finish(folder: string, request: RestoreRequest): void {
  write(folder, { state: "done", request });
}

/** A half-written marker, and what a file system has by itself. */
const ignored = (name: string): boolean => name === marker || name === `${marker}.new` || name === "lost+found";

function read(folder: string): Mark | undefined {
  const path = join(folder, marker);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Mark) : undefined;
}

function write(folder: string, mark: Mark): void {
  const path = join(folder, marker);
  const file = openSync(`${path}.new`, "w", 0o600);
  writeFileSync(file, `${JSON.stringify(mark)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}
