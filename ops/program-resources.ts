import * as pulumi from "@pulumi/pulumi";
import { recoveredKey } from "../components/secrets/recovered";
import { configuredStacks, projectRoot, requireConfig } from "./project";
import { bareName, projectName, secretKeys, stackConfig } from "./stack-file";

/** What the program asks an engine for, without Pulumi's marks on secrets. */
export interface ProgramResource {
  /** As in `kubernetes:apps/v1:Deployment`. */
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** @returns what the resource tells beside its inputs */
type Make = (resource: ProgramResource) => Promise<Record<string, unknown>>;

/**
 * Runs the program in this process as in a preview, with nobody behind it who would make anything. No Pulumi engine is needed. Once in a
 * process.
 * @param make stands in for what makes values; what nobody tells stays unknown
 * @throws CommandError when the stack has no configuration; ConfigError when that is wrong
 */
export async function programResources(stack: string, make: Make = () => Promise.resolve({})): Promise<ProgramResource[]> {
  const name = bareName(stack);
  requireConfig(name, configuredStacks());
  // Build folders are relative to the project.
  process.chdir(projectRoot);
  const resources: ProgramResource[] = [];
  const newResource = async ({ type, name, inputs }: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult> => {
    const resource = { type, name, inputs: plain(inputs) as Record<string, unknown> };
    resources.push(resource);
    return { id: undefined, state: { ...(inputs as Record<string, unknown>), ...(await make(resource)) } };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as Record<string, unknown> }, projectName(), name, true);
  const secrets = secretKeys(name);
  // What a recovery puts back changes values that nobody here has, and nothing else.
  const config = Object.entries(stackConfig(name)).filter(([key]) => key !== recoveredKey);
  pulumi.runtime.setAllConfig(Object.fromEntries(config), secrets);
  // As the engine tells a program, which asks Pulumi for the values alone.
  process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(secrets);
  await import("../index");
  await pulumi.runtime.disconnect();
  return resources;
}

/** Pulumi's mark on a secret in a property bag. */
const mark = "4dabf18193072939515e22adb298388d";

function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== "object" || node === null) return node;
  if (mark in node) return plain((node as { value?: unknown }).value);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
}
