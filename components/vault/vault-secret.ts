import * as pulumi from "@pulumi/pulumi";
import { load } from "../dynamic/load";
import type * as workspace from ".";

type Source = workspace.VaultSource;
type Kept = workspace.KeptPassphrase;

export type VaultSecretArgs = Omit<Source, "secretId"> & { secretId: pulumi.Output<string> };

/** Thin on purpose: Pulumi stores this object's code in the state. Nothing is captured in it, and no secret either. */
const provider: pulumi.dynamic.ResourceProvider<Source, Kept> = {
  async create(inputs) {
    const { readPassphrase } = load<typeof workspace>("@ballast/vault");
    return { id: `${inputs.mount}/${inputs.path}`, outs: { ...inputs, value: await readPassphrase(inputs) } };
  },
  async diff(_id, olds, news) {
    const { isChanged } = load<typeof workspace>("@ballast/vault");
    return { changes: await isChanged(olds, news) };
  },
  async update(_id, olds, news) {
    const { moved } = load<typeof workspace>("@ballast/vault");
    return { outs: await moved(olds, news) };
  },
  async read(id, props) {
    const { requireKept } = load<typeof workspace>("@ballast/vault");
    await requireKept(props as Kept);
    return { id, props: props as Kept };
  },
};

/** A passphrase that is read from Vault once, and from the state ever after. Both it and the secret id are encrypted there. */
export class VaultSecret extends pulumi.dynamic.Resource {
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, args: VaultSecretArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      { ...args, value: undefined },
      { ...opts, additionalSecretOutputs: ["value", "secretId"] },
      "ballast",
      "VaultSecret",
    );
  }
}
