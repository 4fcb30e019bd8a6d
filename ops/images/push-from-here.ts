import { availableParallelism } from "node:os";
import { join } from "node:path";
import { digestOf } from "./registry";
import { ensureImageBuilder } from "../../toolchain";
import { withLock } from "../../toolchain/lock";
import { pathsOf } from "../../toolchain/paths";
import { interruptible } from "../../toolchain/processes";
import { dockerEngine } from "./engine";
import type { OwnImage } from "./own-images";
import { pushImages, type PushedImage } from "./push";

/**
 * Builds with this machine's Docker engine, one image a core; progress goes to standard error. Two builds of one content differ in their
 * digests, and a stack has that of the first: so one process at a time looks at what is missing, and pushes it.
 */
export function pushFromHere(images: OwnImage[], { rebuild = false, verbose = false } = {}): Promise<PushedImage[]> {
  const progress = (line: string): void => console.error(line);
  const wait = (holder: number): void => progress(`images: waiting for process ${holder}, which is pushing some`);
  const args = { digestOf, engine: dockerEngine, prepare: () => ensureImageBuilder(progress), progress };
  const push = () => pushImages(images, { ...args, width: availableParallelism(), rebuild, verbose });
  return interruptible(() => withLock(join(pathsOf(process.env).cache, "locks", "images"), wait, push));
}
