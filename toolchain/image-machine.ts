import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { aptInstall, canInstall } from "./apt";
import type { BaseImage, ImageMachine } from "./base-image";
import { withLock } from "./lock";
import { repository } from "./paths";
import { cleaningUp } from "./processes";
import { timed } from "./progress";
import { onPath } from "./programs";
import { lastLine, run } from "./run";
import { Unavailable } from "./sources";
import type { Progress } from "./types";

/** Tells a bootstrapped image from a pulled one. */
const label = "ballast.base=bootstrapped";

/** Documentation and translations stay out, now and when images install packages, as in Debian's own slim images. */
const slim = [
  "path-exclude=/usr/share/doc/*",
  "path-exclude=/usr/share/info/*",
  "path-exclude=/usr/share/locale/*",
  "path-exclude=/usr/share/man/*",
  "path-include=/usr/share/doc/*/copyright",
];

export function imageMachine(cache: string, progress: Progress): ImageMachine {
  return {
    inspect,
    pull: (name) => timed(progress, "base image: pull", 20, () => pull(name)),
    bootstrap: (name, release) =>
      withLock(
        join(cache, "locks", "base"),
        (holder) => progress(`base image: waiting for process ${holder}, which is making it`),
        async () => {
          if (!((await inspect(name)) instanceof Unavailable)) return undefined;
          return timed(progress, "base image: bootstrap", 30, () => bootstrap(join(cache, "tmp", "base"), name, release));
        },
      ),
  };
}

async function inspect(name: string): Promise<BaseImage | Unavailable> {
  const result = await run("docker", ["image", "inspect", "--format", "{{.Id}} {{json .Config.Labels}}", name], { limitMs: 10_000 });
  if (result.code !== 0) return new Unavailable(lastLine(result));
  const [key, value] = label.split("=");
  const [id = "", labels = ""] = result.stdout.split(/ (.*)/s);
  return { name, id, source: labels.includes(`"${key}":"${value}"`) ? "bootstrapped" : "vendor" };
}

/** The first line comes when the registry has answered; a slow network may then take its time. */
async function pull(name: string): Promise<Unavailable | undefined> {
  const result = await run("docker", ["pull", name], { alive: { sign: /Pulling from/, withinMs: 20_000 } });
  return result.code === 0 ? undefined : new Unavailable(lastLine(result));
}

async function bootstrap(folder: string, name: string, release: string): Promise<Unavailable | undefined> {
  if (onPath("mmdebstrap").length === 0) {
    if (!canInstall()) return new Unavailable("mmdebstrap is not installed, and installing it needs root on Debian");
    const refusal = await aptInstall(["mmdebstrap"]);
    if (refusal) return refusal;
  }
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  mkdirSync(folder, { recursive: true });
  return cleaningUp(remove, async () => {
    const archive = join(folder, "base.tar");
    const hook = [process.execPath, join(repository, "toolchain", "base-image", "customize.mjs")].map((word) => `'${word}'`).join(" ");
    const options = ["--quiet", "--variant=minbase", "--include=ca-certificates", ...slim.map((line) => `--dpkgopt=${line}`)];
    const made = await run("mmdebstrap", [...options, `--customize-hook=${hook} "$1"`, release, archive]);
    if (made.code !== 0) return new Unavailable(`mmdebstrap: ${lastLine(made)}`);
    const imported = await run("docker", ["import", "--change", 'CMD ["bash"]', "--change", `LABEL ${label}`, archive, name]);
    return imported.code === 0 ? undefined : new Unavailable(`docker import: ${lastLine(imported)}`);
  });
}
