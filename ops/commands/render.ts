import { resolve } from "node:path";
import type { Command } from "commander";
import { exit, type Done } from "../exit";
import { stackOption } from "../options";
import { placeholders, SecretsFile } from "../render/generator";
import { imagesByTag } from "../render/images";
import { appliedText, applicable, exampleFile, isSecret, manifestsOf } from "../render/manifests";
import { objectsOf } from "../render/objects";
import { writeManifests } from "../render/write";

interface RenderOptions {
  stack: string;
  output?: string;
  secrets?: string;
  json?: true;
}

export function renderCommand(program: Command, done: Done): void {
  program
    .command("render")
    .description("the manifests of a stack on Kubernetes, for GitOps; needs no cluster")
    .addOption(stackOption())
    .option("-o, --output <folder>", "write them there, one file a service; without it, to standard output")
    .option("--secrets <file>", "render Secrets too: their values are generated into this file, and taken from it the next time")
    .option("-j, --json", "the objects as a JSON list, to standard output")
    .action(async (options: RenderOptions) => done(await render(options)));
}

async function render({ stack, output, secrets, json }: RenderOptions): Promise<number> {
  // The program changes the folder.
  const [folder, file] = [output, secrets].map((path) => path && resolve(path));
  const generator = file ? new SecretsFile(file) : placeholders;
  const objects = applicable(await objectsOf(stack, generator));
  const applied = objects.filter((object) => file !== undefined || !isSecret(object));
  const manifests = manifestsOf(objects, file !== undefined);
  if (generator instanceof SecretsFile) generator.save();
  for (const image of imagesByTag(applied)) console.error(`warning: ${image} is named by its tag: its registry told no digest`);
  if (folder) {
    writeManifests(folder, manifests);
    console.error(`${folder}: ${Object.keys(manifests).length} files, ${applied.length} objects`);
    if (!file) console.error(`Secrets are left out: ${exampleFile} says what they hold`);
  } else if (json) {
    console.log(JSON.stringify(applied, undefined, 2));
  } else {
    console.log(appliedText(manifests));
  }
  return exit.done;
}
