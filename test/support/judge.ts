import type { PolicyResource, PolicyResourceOptions } from "@pulumi/policy";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { Policy } from "../../policies/policy";
import { unknownCheckingProxy, unknownIn } from "../../policies/unknown";

/** A resource as the program asks for it. */
export interface Asked {
  type: string;
  name: string;
  props: Record<string, unknown>;
  opts?: Partial<PolicyResourceOptions>;
}

export interface Verdict {
  violations: string[];
  /** Where the first value is that a preview does not know, and the policy would have to. */
  unknown?: string;
}

/** What a preview has in the place of an output that it does not know. */
export const unknown = unknownValue;

/**
 * What CrossGuard makes of resources in a preview: each by itself, then all together.
 * Does NOT prove what its server and the engine make of it; test/engine/policies.test.ts does.
 */
export function judge(policy: Policy, resources: Asked[], { stack = "dev", settings = {} } = {}): Verdict {
  const violations: string[] = [];
  const report = (message: string) => void violations.push(message);
  const getConfig = <T>() => ({ ...defaults(policy), ...settings }) as T;
  const notApplicable = () => {
    throw new NotApplicable();
  };
  const seen = resources.map((resource) => asSeen(resource, stack));
  const unknown = unknownIn(() => {
    for (const resource of seen) {
      const validate = policy.validateResource as ((args: object, report: (message: string) => void) => void) | undefined;
      passing(() => validate?.({ ...resource, getConfig, notApplicable }, report));
    }
    void policy.validateStack({ resources: seen, getConfig, notApplicable, stackTags: new Map() }, report);
  });
  return { violations, ...(unknown && { unknown: unknown.props.join(".") }) };
}

class NotApplicable extends Error {}

function passing(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof NotApplicable)) throw error;
  }
}

function defaults({ configSchema }: Policy): Record<string, unknown> {
  return Object.fromEntries(Object.entries(configSchema?.properties ?? {}).map(([name, schema]) => [name, schema.default]));
}

function asSeen({ type, name, props, opts }: Asked, stack: string): PolicyResource {
  return {
    type,
    name,
    urn: `urn:pulumi:${stack}::ballast::${type}::${name}`,
    props: unknownCheckingProxy(props),
    opts: { ...noOptions, ...opts },
    dependencies: [],
    propertyDependencies: {},
    isType: (resourceClass) => (resourceClass as unknown as { __pulumiType: string }).__pulumiType === type,
    asType: () => undefined,
  };
}

const noOptions: PolicyResourceOptions = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};
