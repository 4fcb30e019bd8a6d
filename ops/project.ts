import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CommandError, exit } from "./exit";

/** The folder of Pulumi.yaml. */
export const projectRoot = join(__dirname, "..");

/** @returns the stacks that have a config file, by name */
export function configuredStacks(fileNames: string[] = readdirSync(projectRoot)): string[] {
  return fileNames.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).sort();
}

/** @throws CommandError that names the stacks there are */
export function requireConfig(stack: string, configured: string[]): void {
  if (configured.includes(stack)) return;
  throw new CommandError(
    `stack ${stack}: no Pulumi.${stack}.yaml; stacks that have one: ${configured.join(", ") || "none"}\n` +
      "Fix: name one of them with --stack, or write the file",
    exit.usage,
  );
}
