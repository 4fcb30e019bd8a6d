import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestStack } from "../support/test-stack";
import { exported, forget } from "./stacks";
import { leaves, nameOf, type Exported, type ResourceState, type Values } from "./state";
import type { Undo } from "./undo";

export interface PlainResource {
  key: string;
  type: string;
  name: string;
  /** As the state has them: secrets marked, schema defaults listed. */
  inputs: Values;
  /** Keys. */
  dependsOn: string[];
  opts: { protect?: boolean; replaceOnChanges?: string[]; additionalSecretOutputs?: string[] };
}

const program = join(__dirname, "plain");
const project = "plain";

/**
 * A stack of a plain program with the leaf resources of another: the state is a copy that names the same containers, so nothing is
 * deployed twice. Whoever destroyed this stack would destroy those containers: it is only ever forgotten.
 * @param folder private, for the resource list with its secrets
 * @throws Error when Pulumi sees any difference between the program and the copied state
 */
export async function plainStack(original: TestStack, folder: string, undo: Undo): Promise<TestStack> {
  const state = unchecked(await exported(original, folder));
  const stack = new TestStack(program, project);
  undo.later(`the state of stack ${stack.name}`, async () => {
    await stack.pulumi("stack", "rm", "--force", "--yes", "--preserve-config");
    forget(stack, program);
  });
  const list = join(folder, "resources.json");
  const copy = join(folder, "copy.json");
  writeFileSync(list, JSON.stringify(plainResources(state)), { mode: 0o600 });
  writeFileSync(copy, JSON.stringify(plainState(state, stack.name)), { mode: 0o600 });
  await stack.create({ file: list });
  await stack.must("stack", "import", "--file", copy);
  await stack.must("preview", "--expect-no-changes");
  // Settles what the copy cannot know, such as which property came from which resource.
  const { code, output } = await stack.up("--expect-no-changes");
  if (code !== 0) throw new Error(output);
  const [ours, plain] = [leaves(state).length, leaves(await exported(stack, folder)).length];
  if (ours !== plain) throw new Error(`the plain program has ${plain} resources, ours ${ours}`);
  return stack;
}

/** Without the preflight: the plain program checks nothing. */
function unchecked(state: Exported): Exported {
  const resources = state.deployment.resources.filter(({ type }) => !type.endsWith(":Preflight"));
  return { ...state, deployment: { ...state.deployment, resources } };
}

/** In the order of creation. */
export function plainResources(state: Exported): PlainResource[] {
  const keys = new Map(leaves(state).map((resource) => [resource.urn, keyOf(resource)]));
  return leaves(state).map((resource) => ({
    key: keyOf(resource),
    type: resource.type,
    name: nameOf(resource),
    inputs: resource.inputs ?? {},
    dependsOn: (resource.dependencies ?? []).flatMap((urn) => keys.get(urn) ?? []),
    opts: {
      ...(resource.protect && { protect: true }),
      ...(resource.replaceOnChanges && { replaceOnChanges: resource.replaceOnChanges }),
      ...(resource.additionalSecretOutputs && { additionalSecretOutputs: resource.additionalSecretOutputs }),
    },
  }));
}

/** Every leaf becomes a child of the stack; its id and what is known about it stay. */
export function plainState(state: Exported, stack: string): Exported {
  const root = `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
  const kept = state.deployment.resources.filter(({ custom, type }) => custom || type === "pulumi:pulumi:Stack");
  const urns = new Map(
    kept.map(({ urn, type }) => [
      urn,
      type === "pulumi:pulumi:Stack" ? root : `urn:pulumi:${stack}::${project}::${type}::${nameOf({ urn })}`,
    ]),
  );
  const renamed = (names: string[]) => names.flatMap((urn) => urns.get(urn) ?? []);
  const resources = kept.map((resource): ResourceState => {
    const { urn, provider, dependencies, propertyDependencies, outputs, ...rest } = resource;
    delete rest.parent;
    delete rest.sourcePosition;
    delete rest.stackTrace;
    const name = urns.get(urn) as string;
    if (resource.type === "pulumi:pulumi:Stack") return { ...rest, urn: name, outputs: {} };
    return {
      ...rest,
      urn: name,
      ...(outputs && { outputs }),
      ...(!resource.type.startsWith("pulumi:providers:") && { parent: root }),
      ...(provider && { provider: providerReference(provider, urns) }),
      ...(dependencies && { dependencies: renamed(dependencies) }),
      ...(propertyDependencies && {
        propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).map(([key, names]) => [key, renamed(names ?? [])])),
      }),
    };
  });
  return { ...state, deployment: { ...state.deployment, resources } };
}

/** URN::id */
function providerReference(reference: string, urns: Map<string, string>): string {
  const border = reference.lastIndexOf("::");
  return `${urns.get(reference.slice(0, border))}${reference.slice(border)}`;
}

function keyOf(resource: ResourceState): string {
  return `${resource.type}::${nameOf(resource)}`;
}
