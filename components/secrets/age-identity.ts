import * as pulumi from "@pulumi/pulumi";
import { ageKeysOf, generateAgeKeys, type AgeKeys } from "./age";

/** Thin on purpose: Pulumi stores this object's code, and what it captures, in the state. */
const provider: pulumi.dynamic.ResourceProvider<{ recovered?: string | null }, AgeKeys> = {
  create({ recovered }) {
    const keys = recovered ? ageKeysOf(recovered) : generateAgeKeys();
    return Promise.resolve({ id: keys.recipient, outs: keys });
  },
  diff() {
    return Promise.resolve({ changes: false });
  },
};

/** Keys that stay the same: files of years may have been encrypted for them. */
export class AgeIdentity extends pulumi.dynamic.Resource {
  /** Secret. Encrypted in the state, and handed to nobody but who restores. */
  declare readonly identity: pulumi.Output<string>;
  /** For those who encrypt. */
  declare readonly recipient: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    const outputs = { identity: undefined, recipient: undefined };
    super(provider, name, outputs, { ...opts, additionalSecretOutputs: ["identity"] }, "ballast", "AgeIdentity");
  }
}
