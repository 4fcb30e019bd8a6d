import * as pulumi from "@pulumi/pulumi";
import { CommandError, exit } from "../exit";
import { configuredStacks, projectRoot, requireConfig } from "../project";
import { bareName, projectName, stackConfig } from "../stack-file";
import type { Generator } from "./generator";

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [field: string]: unknown;
}

/**
 * Every object that `up` would apply, from the program itself: it runs in this process with nobody behind it who would make anything, and
 * `generator` in the place of what generates secrets. No Pulumi engine and no cluster is needed. Once in a process.
 * @throws CommandError when the stack has no configuration, or is not on Kubernetes; ConfigError when the configuration is wrong
 */
export async function objectsOf(stack: string, generator: Generator): Promise<KubernetesObject[]> {
  const name = bareName(stack);
  requireConfig(name, configuredStacks());
  // Build folders are relative to the project.
  process.chdir(projectRoot);
  const config = stackConfig(name);
  if (config["ballast:platform"] !== "kubernetes") {
    throw new CommandError(
      `stack ${name}: got platform ${config["ballast:platform"] ?? "docker"}, allowed is kubernetes: manifests are for a cluster\n` +
        "Fix: name a stack on Kubernetes with --stack",
      exit.usage,
    );
  }
  const objects: KubernetesObject[] = [];
  const newResource = async ({ type, name: resource, inputs }: pulumi.runtime.MockResourceArgs) => {
    const known = inputs as Record<string, unknown>;
    if (type.startsWith("kubernetes:")) objects.push(plain(known) as KubernetesObject);
    const made = type.startsWith("pulumi-nodejs:dynamic/")
      ? await generator.make(type, resource, plain(known) as Record<string, unknown>)
      : {};
    return { id: resource, state: { ...known, ...made } };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as Record<string, unknown> }, projectName(), name, false);
  pulumi.runtime.setAllConfig(config);
  await import("../../index");
  await pulumi.runtime.disconnect();
  return objects;
}

/** Pulumi's mark on a secret in a property bag. */
const mark = "4dabf18193072939515e22adb298388d";

/** Without Pulumi's marks on secrets, anywhere in it. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== "object" || node === null) return node;
  if (mark in node) return plain((node as { value?: unknown }).value);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => value !== undefined && key !== "__provider")
      .map(([key, value]) => [key, plain(value)]),
  );
}
