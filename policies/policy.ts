import type {
  PolicyConfigSchema,
  PolicyResource,
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
  validateResourceOfType,
} from "@pulumi/policy";
import type { Resource, Unwrap } from "@pulumi/pulumi";
import { unknownIn, type UnknownValue } from "./unknown";

export type Policy = StackValidationPolicy & Partial<ResourceValidationPolicy>;

/** One sentence in its parts. None of them may hold a secret's value: violations are printed. */
export interface Violation {
  /** With its subject, as in `container shop has no memory limit`. */
  what: string;
  got: string;
  allowed: string;
  fix: string;
}

type Report = (violation: Violation) => void;

/** A resource's class, which carries its type. */
export type ResourceClass<Args> = Parameters<typeof validateResourceOfType<Resource, Args>>[0];

interface Described {
  /** Its id, which is the name of its file. */
  name: string;
  description: string;
  /** JSON schema of each setting, with its default. */
  settings?: PolicyConfigSchema["properties"];
}

export interface Subject<Props, Settings> {
  name: string;
  props: Props;
  opts: PolicyResourceOptions;
  settings: Settings;
  /** Name of the stack. */
  stack: string;
}

export interface ResourcePolicyArgs<Props, Settings> extends Described {
  check: (subject: Subject<Props, Settings>, report: Report) => void;
  /** What only several resources together show. */
  checkStack?: (resources: PolicyResource[], report: Report) => void;
}

/** What both CrossGuard's arguments for one resource and its list of all of them tell of a resource. */
export type Asked = Pick<PolicyResource, "type" | "name" | "urn" | "props" | "isType">;

/** A rule about each resource of a type. */
export function resourcePolicy<Args, Settings = unknown>(
  type: ResourceClass<Args>,
  policy: ResourcePolicyArgs<Unwrap<NonNullable<Args>>, Settings>,
): Policy {
  return policyAbout((resource) => (resource.isType(type) ? (resource.props as Unwrap<NonNullable<Args>>) : undefined), policy);
}

/**
 * A rule about each resource that has something of a kind, which stops it before it is made. What a preview does not know yet is left out
 * there, and said at the preview's end, once for each policy and not once for each resource; in an update everything is known.
 * @param find undefined where the rule does not apply
 */
export function policyAbout<Props, Settings = unknown>(
  find: (resource: Asked) => Props | undefined,
  policy: ResourcePolicyArgs<Props, Settings>,
): Policy {
  let leftOut: UnknownValue | undefined;
  return {
    ...described(policy),
    validateResource(args, report) {
      const { name, opts, urn } = args;
      const unknown = unknownIn(() => {
        const props = find(args);
        if (props === undefined) return args.notApplicable();
        const subject = { name, opts, props, settings: args.getConfig<Settings & object>(), stack: stackOf(urn) };
        policy.check(subject, (violation) => report(sentence(violation)));
      });
      leftOut ??= unknown;
    },
    validateStack({ resources }, report) {
      policy.checkStack?.(resources, (violation) => report(sentence(violation)));
      const unknown = leftOut;
      leftOut = undefined;
      // CrossGuard tells it as an advisory: "can't run policy … during preview".
      if (unknown) throw unknown;
    },
  };
}

export interface StackPolicyArgs<Settings> extends Described {
  check: (resources: PolicyResource[], report: Report, settings: Settings) => void;
}

/** A rule about all resources together. It is judged at the end: of a preview before, of an update after everything was made. */
export function stackPolicy<Settings>(policy: StackPolicyArgs<Settings>): Policy {
  return {
    ...described(policy),
    validateStack: (args, report) =>
      policy.check(args.resources, (violation) => report(sentence(violation)), args.getConfig<Settings & object>()),
  };
}

/** Visits every element, also after one that a preview does not know. @throws UnknownValueError at the end, for the first of those */
export function each<T>(list: readonly T[] | undefined, visit: (element: T) => void): void {
  let unknown: UnknownValue | undefined;
  for (let index = 0; index < (list?.length ?? 0); index++) {
    const found = unknownIn(() => visit((list as T[])[index] as T));
    unknown ??= found;
  }
  if (unknown) throw unknown;
}

/** How a value is written in a violation. */
export function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

export function stackOf(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? "";
}

function described({ name, description, settings }: Described): Pick<Policy, "name" | "description" | "configSchema"> {
  return { name, description, ...(settings && { configSchema: { properties: settings } }) };
}

function sentence({ what, got, allowed, fix }: Violation): string {
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}: got ${got}, allowed is ${allowed}; ${fix}.`;
}

export type Typed<Args> = Omit<PolicyResource, "props"> & { props: Unwrap<NonNullable<Args>> };

export function ofType<Args>(resources: PolicyResource[], type: ResourceClass<Args>): Typed<Args>[] {
  return resources.filter((resource) => resource.isType(type)) as Typed<Args>[];
}
