import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CommandError } from "./exit";
import { projectRoot } from "./project";

const projectFile = z.object({ name: z.string() });
const stackFile = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/** "org/ballast/dev" → "dev", as Pulumi names the file. */
export const bareName = (stack: string): string => stack.split("/").at(-1) ?? stack;

/** @returns the name of a stack's file, in the folder of the project */
export const fileName = (stack: string): string => `Pulumi.${bareName(stack)}.yaml`;

export function projectName(): string {
  return projectFile.parse(parse(readProjectFile("Pulumi.yaml"))).name;
}

/** Key → value as the engine hands it to a program: text, and JSON for what is not. A secret stays as it is encrypted. */
export function stackConfig(stack: string): Record<string, string> {
  return Object.fromEntries(entries(stack).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
}

/** Keys whose value is encrypted as a whole. */
export const secretKeys = (stack: string): string[] =>
  entries(stack).flatMap(([key, value]) => (typeof value === "object" && value !== null && "secure" in value ? [key] : []));

function entries(stack: string): [string, unknown][] {
  const name = fileName(stack);
  const file = stackFile.safeParse(parse(readProjectFile(name)) ?? {});
  if (!file.success) throw new CommandError(`${name}: ${z.prettifyError(file.error)}`);
  return Object.entries(file.data.config);
}

/** Where the stack's file says that it runs; without one, or without the key, that is Docker. */
export function platformOf(stack: string): string {
  const isThere = existsSync(join(projectRoot, fileName(stack)));
  return (isThere ? stackConfig(stack)["ballast:platform"] : undefined) ?? "docker";
}

const readProjectFile = (name: string): string => readFileSync(join(projectRoot, name), "utf8");
