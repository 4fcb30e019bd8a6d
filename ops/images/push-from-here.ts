import { availableParallelism } from "node:os";
import { digestOf } from "./registry";
import { ensureImageBuilder } from "../../toolchain";
import { interruptible } from "../../toolchain/processes";
import { dockerEngine } from "./engine";
import type { OwnImage } from "./own-images";
import { pushImages, type PushedImage } from "./push";

/** Builds with this machine's Docker engine, one image a core; progress goes to standard error. */
export function pushFromHere(images: OwnImage[], { rebuild = false, verbose = false } = {}): Promise<PushedImage[]> {
  const progress = (line: string): void => console.error(line);
  return interruptible(() =>
    pushImages(images, {
      digestOf,
      engine: dockerEngine,
      prepare: () => ensureImageBuilder(progress),
      progress,
      width: availableParallelism(),
      rebuild,
      verbose,
    }),
  );
}
