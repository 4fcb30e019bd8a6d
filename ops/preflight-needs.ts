import * as pulumi from "@pulumi/pulumi";
import type { Request } from "../components/preflight";
import { configuredStacks, projectRoot, requireConfig } from "./project";
import { bareName, projectName, stackConfig } from "./stack-file";

/**
 * What the program says it needs, from the program itself: it runs in this process as in a preview, with nobody behind it who would make
 * anything. No Pulumi engine is needed. Once in a process.
 * @throws CommandError when the stack has no configuration; ConfigError when that is wrong
 */
export async function requestOf(stack: string): Promise<Request> {
  const name = bareName(stack);
  requireConfig(name, configuredStacks());
  // Build folders are relative to the project.
  process.chdir(projectRoot);
  let asked: Request | undefined;
  const newResource = ({ type, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => {
    const state = inputs as Record<string, unknown>;
    if (type.endsWith(":Preflight")) asked = { needs: state["needs"], settings: state["settings"] } as Request;
    return { id: undefined, state };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as Record<string, unknown> }, projectName(), name, true);
  pulumi.runtime.setAllConfig(stackConfig(name));
  await import("../index");
  await pulumi.runtime.disconnect();
  if (!asked) throw new Error("index.ts: got no Preflight, expected is one that everything waits for");
  return asked;
}
