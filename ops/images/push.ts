import { duration } from "../../toolchain/progress";
import { CommandError } from "../exit";
import type { ImageEngine } from "./engine";
import { inParallel } from "./in-parallel";
import { shortName, type OwnImage } from "./own-images";

/** An image that the registry has. */
export interface PushedImage {
  reference: string;
  /** "sha256:…", under which a cluster pulls it. */
  digest: string;
  /** Built and sent now, or there before. */
  outcome: "pushed" | "present";
}

/** Asks the registry. @returns undefined when it has no such image @throws when it could not be asked */
export type DigestOf = (reference: string) => Promise<string | undefined>;

export interface PushArgs {
  digestOf: DigestOf;
  engine: ImageEngine;
  /** Called once, and only if something is to be built: brings the engine and the image that every other starts from. */
  prepare: () => Promise<unknown>;
  /** Receives lines for people. */
  progress: (line: string) => void;
  /** At most this many are built at a time. */
  width: number;
  /** Builds also what the registry has, with the newest packages there are. */
  rebuild: boolean;
  /** Hands on what the engine prints. */
  verbose: boolean;
}

/** @returns what the registry has of each: its digest, or undefined */
export function digestsOf(images: OwnImage[], digestOf: DigestOf): Promise<(string | undefined)[]> {
  return Promise.all(images.map(({ reference }) => digestOf(reference)));
}

/**
 * Builds and pushes what the registry has not got. An image that fails does not stop the others.
 * @throws CommandError that names every image that failed
 */
export async function pushImages(images: OwnImage[], args: PushArgs): Promise<PushedImage[]> {
  const known = await digestsOf(images, args.digestOf);
  if (args.rebuild || known.includes(undefined)) await args.prepare();
  const results = await inParallel([...images.keys()], args.width, (index) => pushed(images[index] as OwnImage, known[index], args));
  const problems = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as Error).message] : []));
  if (problems.length > 0) throw new CommandError(problems.join("\n"));
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

async function pushed(image: OwnImage, known: string | undefined, args: PushArgs): Promise<PushedImage> {
  const { reference } = image;
  if (known !== undefined && !args.rebuild) return { reference, digest: known, outcome: "present" };
  const say = (text: string): void => args.progress(`${shortName(reference)}: ${text}`);
  const listen = args.verbose ? say : undefined;
  const took = stopwatch();
  say("building");
  await args.engine.build(image, { fresh: args.rebuild, listen });
  const others = args.rebuild ? undefined : await args.digestOf(reference);
  if (others !== undefined) {
    say(`built in ${took()}, and not pushed: another machine has done that meanwhile`);
    return { reference, digest: others, outcome: "present" };
  }
  say(`built in ${took()}, pushing`);
  await args.engine.push(reference, listen);
  say(`pushed after ${took()}`);
  const digest = await args.digestOf(reference);
  if (digest === undefined) throw new CommandError(`${reference}: docker push ended well, and the registry has no such image`);
  return { reference, digest, outcome: "pushed" };
}

function stopwatch(): () => string {
  const began = Date.now();
  return () => duration((Date.now() - began) / 1000);
}
