import { stripVTControlCharacters } from "node:util";
import { run, type Ran } from "../../toolchain/run";
import { CommandError } from "../exit";
import type { OwnImage } from "./own-images";
import { pushProblem } from "./push-problem";

/** Receives what the engine prints, line by line. */
export type Listener = (line: string) => void;

export interface BuildOptions {
  /** Nothing is taken from earlier builds: packages are the newest there are. */
  fresh: boolean;
  listen?: Listener | undefined;
}

/** What builds images and sends them to registries. */
export interface ImageEngine {
  /** @throws CommandError with the end of the build's output */
  build(image: OwnImage, options: BuildOptions): Promise<void>;
  /** @throws CommandError with the cause */
  push(reference: string, listen?: Listener): Promise<void>;
}

/** Lines of a failed build that say why; the step that failed is among the last. */
const kept = 25;

/** The Docker engine, asked through its own command line, which knows the registries' logins. */
export const dockerEngine: ImageEngine = {
  async build(image, options) {
    const built = await docker(buildArguments(image, options.fresh), options.listen);
    if (built.code === 0) return;
    const end = stripVTControlCharacters(built.output).split("\n").slice(-kept).join("\n");
    throw new CommandError(`${image.reference}: docker build of ${image.build.folder} failed with exit code ${built.code}:\n${end}`);
  },
  async push(reference, listen) {
    const pushed = await docker(["push", reference], listen);
    if (pushed.code !== 0) throw pushProblem(reference, pushed.output);
  },
};

/** With the network of the host, as inside `up`: what a Dockerfile installs comes the way that the host's own packages do. */
export function buildArguments({ reference, build: { folder, args } }: OwnImage, fresh: boolean): string[] {
  const versions = Object.entries(args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
  return ["build", "--network", "host", ...(fresh ? ["--no-cache"] : []), ...versions, "--tag", reference, folder];
}

function docker(args: string[], listen?: Listener): Promise<Ran> {
  return run("docker", args, listen && { listen });
}
