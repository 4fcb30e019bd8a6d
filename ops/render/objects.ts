import { CommandError, exit } from "../exit";
import { programResources } from "../program-resources";
import type { Generator } from "./generator";

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [field: string]: unknown;
}

/** What Pulumi writes for a value that is not known. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * Every object that `up` would apply, from the program itself, with `generator` in the place of what generates secrets.
 * @throws CommandError for a stack that is not on Kubernetes; what `programResources` throws
 */
export async function objectsOf(stack: string, generator: Generator): Promise<KubernetesObject[]> {
  const resources = await programResources(stack, async ({ type, name, inputs }) =>
    type.startsWith("pulumi-nodejs:dynamic/") ? generator.make(type, name, inputs) : {},
  );
  const objects = resources.flatMap(({ type, inputs }) => (type.startsWith("kubernetes:") ? [inputs as KubernetesObject] : []));
  if (objects.length === 0) {
    throw new CommandError(
      `stack ${stack}: got platform docker, allowed is kubernetes: manifests are for a cluster\nFix: name a stack on Kubernetes with --stack`,
      exit.usage,
    );
  }
  const vague = objects.find((object) => JSON.stringify(object).includes(unknown));
  if (vague)
    throw new Error(`${vague.kind} ${vague.metadata.name}: got a value that only a deployment knows, allowed is one that is generated`);
  return objects;
}
