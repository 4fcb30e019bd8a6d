import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./paths";
import { firstOf, type Source, Unavailable } from "./sources";
import type { Part } from "./types";

export interface BaseImage {
  name: string;
  id: string;
  source: "vendor" | "bootstrapped";
}

/** The machine, as far as getting the image depends on it. */
export interface ImageMachine {
  inspect(name: string): Promise<BaseImage | Unavailable>;
  pull(name: string): Promise<Unavailable | undefined>;
  /** Makes a Debian system of that release from its package archive and imports it under the name. */
  bootstrap(name: string, release: string): Promise<Unavailable | undefined>;
}

/** What every image starts FROM: the key `base` of images/versions.json. */
export function baseName(): string {
  return (JSON.parse(readFileSync(join(repository, "images", "versions.json"), "utf8")) as { base: string }).base;
}

export const baseFix = (name: string): string => `docker pull ${name}, or docker load it from a machine that can`;

export function presentBase(machine: ImageMachine, name: string): Source<BaseImage> {
  return { what: "image in the engine", get: () => machine.inspect(name) };
}

/** @throws ToolchainError */
export function findBase(machine: ImageMachine, name: string): Promise<BaseImage> {
  const release = /^debian:([a-z]+)-slim$/.exec(name)?.[1];
  const then = (what: string, get: () => Promise<Unavailable | undefined>): Source<BaseImage> => ({
    what,
    get: async () => (await get()) ?? machine.inspect(name),
  });
  const sources = [
    presentBase(machine, name),
    then(`docker pull ${name}`, () => machine.pull(name)),
    then("Debian package archive", () =>
      release
        ? machine.bootstrap(name, release)
        : Promise.resolve(new Unavailable(`only debian:<release>-slim can be bootstrapped, not ${name}`)),
    ),
  ];
  return firstOf("base image", sources, baseFix(name));
}

export function basePart({ name, id, source }: BaseImage): Part {
  return { name: "base image", state: "ready", version: id.replace("sha256:", "").slice(0, 12), source, detail: name };
}
