import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { z } from "zod";
import type { Request } from "../components/preflight";
import { CommandError } from "./exit";
import { configuredStacks, projectRoot, requireConfig } from "./project";

const projectFile = z.object({ name: z.string() });
const stackFile = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/**
 * What the program says it needs, from the program itself: it runs in this process as in a preview, with nobody behind it who would make
 * anything. No Pulumi engine is needed. Once in a process.
 * @throws CommandError when the stack has no configuration; ConfigError when that is wrong
 */
export async function requestOf(stack: string): Promise<Request> {
  const name = stack.split("/").at(-1) ?? stack;
  requireConfig(name, configuredStacks());
  // Build folders are relative to the project.
  process.chdir(projectRoot);
  const project = projectFile.parse(parse(readProjectFile("Pulumi.yaml")));
  let asked: Request | undefined;
  const newResource = ({ type, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => {
    const state = inputs as Record<string, unknown>;
    if (type.endsWith(":Preflight")) asked = { needs: state["needs"], settings: state["settings"] } as Request;
    return { id: undefined, state };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as Record<string, unknown> }, project.name, name, true);
  pulumi.runtime.setAllConfig(configOf(readProjectFile(`Pulumi.${name}.yaml`)));
  await import("../index");
  await pulumi.runtime.disconnect();
  if (!asked) throw new Error("index.ts: got no Preflight, expected is one that everything waits for");
  return asked;
}

const readProjectFile = (name: string): string => readFileSync(join(projectRoot, name), "utf8");

/** As the engine hands it to a program: text, and JSON for what is not. */
function configOf(text: string): Record<string, string> {
  const file = stackFile.safeParse(parse(text) ?? {});
  if (!file.success) throw new CommandError(`Pulumi.<stack>.yaml: ${z.prettifyError(file.error)}`);
  return Object.fromEntries(
    Object.entries(file.data.config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
