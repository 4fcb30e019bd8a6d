import type { Command } from "commander";
import { digestOf } from "../images/registry";
import { exit, type Done } from "../exit";
import { ownImages } from "../images/own-images";
import { digestsOf, type PushedImage } from "../images/push";
import { pushFromHere } from "../images/push-from-here";
import { stackOption } from "../options";
import { table } from "../table";

interface ImagesOptions {
  stack: string;
  json?: true;
}

interface PushOptions extends ImagesOptions {
  rebuild?: true;
  verbose?: true;
}

export function imagesCommand(program: Command, done: Done): void {
  const images = program.command("images").description("the images that a stack on Kubernetes builds itself, and its registry");
  images
    .command("push")
    .description("build what the registry has not got, and push it there")
    .addOption(stackOption())
    .option("--rebuild", "build and push all, with the newest packages there are")
    .option("--verbose", "show what the builds print")
    .option("-j, --json", "as JSON")
    .action(async (options: PushOptions) => done(await push(options)));
  images
    .command("list")
    .description("every image, and its digest in the registry")
    .addOption(stackOption())
    .option("-j, --json", "as JSON")
    .action(async (options: ImagesOptions) => done(await list(options)));
}

async function push({ stack, rebuild, verbose, json }: PushOptions): Promise<number> {
  const pushed = await pushFromHere(await ownImages(stack), { rebuild: rebuild === true, verbose: verbose === true });
  console.log(json ? JSON.stringify(pushed, undefined, 2) : pushedText(pushed));
  return exit.done;
}

async function list({ stack, json }: ImagesOptions): Promise<number> {
  const images = await ownImages(stack);
  const digests = await digestsOf(images, digestOf);
  const listed = images.map(({ reference }, index) => ({ reference, digest: digests[index] ?? null }));
  console.log(json ? JSON.stringify(listed, undefined, 2) : listText(listed));
  return exit.done;
}

export function pushedText(images: PushedImage[]): string {
  return table(
    ["IMAGE", "DIGEST", "OUTCOME"],
    images.map(({ reference, digest, outcome }) => [reference, digest, outcome]),
    false,
  );
}

export function listText(images: { reference: string; digest: string | null }[]): string {
  return table(
    ["IMAGE", "DIGEST"],
    images.map(({ reference, digest }) => [reference, digest ?? "not pushed"]),
    false,
  );
}
