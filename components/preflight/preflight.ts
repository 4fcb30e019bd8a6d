import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { load } from "../dynamic/load";
import type { VaultSecretArgs } from "../vault/vault-secret";
import type * as workspace from ".";
import type { OutsideBucket } from "./bucket";

/** Without what is secret: that is an input, encrypted as such, and no result. */
type Outputs = Omit<workspace.Request, "bucket" | "vaultSecretId"> & { summary: workspace.Summary };

/** Thin on purpose: Pulumi stores this object's code in the state. The checks are loaded by name, as they are now. */
const provider: pulumi.dynamic.ResourceProvider<workspace.Request, Outputs> = {
  async check(_olds, news) {
    const { failures } = load<typeof workspace>("@ballast/preflight");
    // What is not known yet comes as text.
    const { bucket, ...others } = news;
    const reasons = await failures({ ...others, ...(typeof bucket === "object" && { bucket }) });
    return { inputs: news, failures: reasons.map((reason) => ({ property: "", reason })) };
  },
  async create(inputs) {
    return { id: "preflight", outs: await passed(inputs) };
  },
  async update(_id, _olds, news) {
    return { outs: await passed(news) };
  },
  /** From what is asked, never from what is found: a preview after `up` is empty. */
  diff(_id, olds, news) {
    return Promise.resolve({
      changes: !isDeepStrictEqual([olds.needs, olds.settings, olds.vault], [news.needs, news.settings, news.vault]),
    });
  },
};

async function passed({ vaultSecretId, bucket, ...inputs }: workspace.Request): Promise<Outputs> {
  const { summary } = load<typeof workspace>("@ballast/preflight");
  return { ...inputs, summary: await summary({ ...inputs, vaultSecretId, ...(bucket && { bucket }) }) };
}

function apart({ secretId: vaultSecretId, ...vault }: VaultSecretArgs) {
  return { vault, vaultSecretId };
}

interface PreflightArgs {
  /** Known when the program has described everything. */
  needs: Promise<workspace.Request["needs"]>;
  settings: workspace.Request["settings"];
  vault?: VaultSecretArgs | undefined;
  /** Secret as a whole. */
  bucket?: pulumi.Output<OutsideBucket>;
}

/**
 * Checks the machine before anything is made on it, already in `pulumi preview`, and fails with every finding at once. All top-level
 * components depend on it, and so nothing is registered before it has passed.
 */
export class Preflight extends pulumi.dynamic.Resource {
  /** Of the check that the last change of needs or settings passed. */
  declare readonly summary: pulumi.Output<workspace.Summary>;

  constructor(name: string, { needs, settings, vault, bucket }: PreflightArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { needs, settings, ...(bucket && { bucket }), ...(vault && apart(vault)), summary: undefined };
    super(provider, name, inputs, opts, "ballast", "Preflight");
  }
}
