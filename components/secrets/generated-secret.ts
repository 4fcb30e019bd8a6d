import * as pulumi from "@pulumi/pulumi";
import { generate } from "./generate";

interface GeneratedSecretArgs {
  /** Characters, from [A-Za-z0-9]: safe in URLs, shells and SQL. @default 32, 190 bits */
  length?: number;
  /** Raise it to rotate. @default 1 */
  version?: number;
}

type Settled = Required<GeneratedSecretArgs>;
/** With the value from before, where the stack is made anew from a backup; null for one that it did not have. */
type Inputs = Settled & { recovered?: string | null };

/** Thin on purpose: Pulumi stores this object's code, and what it captures, in the state. */
const provider: pulumi.dynamic.ResourceProvider<Inputs, Settled & { value: string }> = {
  create({ length, version, recovered }) {
    return Promise.resolve({ id: `v${version}`, outs: { length, version, value: recovered ?? generate(length) } });
  },
  diff(_id, olds, news) {
    const changes = olds.length !== news.length || olds.version !== news.version;
    return Promise.resolve({ changes, replaces: changes ? ["value"] : [] });
  },
};

/** A random secret that stays the same until its version is raised. Encrypted in the state, handed to workloads as a mount. */
export class GeneratedSecret extends pulumi.dynamic.Resource {
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, { length = 32, version = 1 }: GeneratedSecretArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      { length, version, value: undefined },
      { ...opts, additionalSecretOutputs: ["value"] },
      "ballast",
      "GeneratedSecret",
    );
  }
}
