/** Pulumi's exported state, as far as it is read here. https://www.pulumi.com/docs/cli/commands/pulumi_stack_export/ */
export interface Exported {
  version: number;
  deployment: { resources: ResourceState[] };
}

export interface ResourceState {
  urn: string;
  type: string;
  custom: boolean;
  id?: string;
  inputs?: Values;
  outputs?: Values;
  parent?: string;
  provider?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  protect?: boolean;
  replaceOnChanges?: string[];
  additionalSecretOutputs?: string[];
  sourcePosition?: unknown;
  stackTrace?: unknown;
}

export type Values = Record<string, unknown>;

/** How Pulumi marks a secret in its state. */
const signature = "4dabf18193072939515e22adb298388d";

export const nameOf = ({ urn }: Pick<ResourceState, "urn">): string => urn.slice(urn.lastIndexOf("::") + 2);

/** What is neither a component nor a provider nor the stack itself. */
export function leaves(state: Exported): ResourceState[] {
  return state.deployment.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}

/**
 * The arguments a program gave: without the defaults that the provider's schema filled in.
 * @param secret makes of a secret's plain value what the caller needs
 */
export function given(value: unknown, secret: (plain: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => given(element, secret));
  if (typeof value !== "object" || value === null) return value;
  if (signature in value) return secret(given(JSON.parse((value as unknown as { plaintext: string }).plaintext), secret));
  const { __defaults = [], ...properties } = value as Values & { __defaults?: string[] };
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([key]) => !__defaults.includes(key))
      .map(([key, property]) => [key, given(property, secret)]),
  );
}
