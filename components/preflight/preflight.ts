import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { load } from "../dynamic/load";
import type * as workspace from ".";
import type { OutsideBucket } from "./bucket";

/** Without the bucket and its key: that is an input, encrypted as such, and no result. */
type Outputs = Omit<workspace.Request, "bucket"> & { summary: workspace.Summary };

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
    const { summary } = load<typeof workspace>("@ballast/preflight");
    const { needs, settings } = inputs;
    return { id: "preflight", outs: { needs, settings, summary: await summary(inputs) } };
  },
  async update(_id, _olds, news) {
    const { summary } = load<typeof workspace>("@ballast/preflight");
    const { needs, settings } = news;
    return { outs: { needs, settings, summary: await summary(news) } };
  },
  /** From what is asked, never from what is found: a preview after `up` is empty. */
  diff(_id, olds, news) {
    return Promise.resolve({ changes: !isDeepStrictEqual([olds.needs, olds.settings], [news.needs, news.settings]) });
  },
};

interface PreflightArgs {
  needs: Promise<workspace.Request["needs"]>;
  settings: workspace.Request["settings"];
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

  /** @param needs known when the program has described everything */
  constructor(name: string, { needs, settings, bucket }: PreflightArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { needs, settings, ...(bucket && { bucket }), summary: undefined }, opts, "ballast", "Preflight");
  }
}
