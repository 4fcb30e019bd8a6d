import * as pulumi from "@pulumi/pulumi";

interface FreshNameArgs {
  /** A name that says what the object holds. */
  content: pulumi.Input<string>;
}

/** What Pulumi writes for a value that a preview does not know (`unknownValue` in its `runtime/rpc`). */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Settled {
  content: string;
  /** How many contents there have been. */
  revision: number | typeof unknown;
  name: string;
}

/** Thin on purpose: Pulumi stores this object's code in the state. Checked and not made, so that a preview knows the name. */
const provider: pulumi.dynamic.ResourceProvider<Settled, Settled> = {
  check: (olds: Partial<Settled>, news) => Promise.resolve({ inputs: settle(olds, news), failures: [] }),
  create: (inputs) => Promise.resolve({ id: "name", outs: inputs }),
  update: (_id, _olds, news) => Promise.resolve({ outs: news }),
};

export function settle(olds: Partial<Settled>, { content }: Pick<Settled, "content">): Settled {
  if (content === unknown) return { content, revision: unknown, name: unknown };
  const before = Number(olds.revision ?? 0);
  const revision = olds.content === content ? before : before + 1;
  return { content, revision, name: revision === 1 ? content : `${content}-${revision}` };
}

/**
 * A name after a content, that no object of another time has had. When an update fails, Pulumi deletes what it replaced only with the next
 * one, by its name; if that goes back to the former content, the name must not be the former one.
 */
export class FreshName extends pulumi.dynamic.Resource {
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, { content }: FreshNameArgs, opts: pulumi.CustomResourceOptions) {
    super(provider, name, { content, name: content }, opts, "ballast", "FreshName");
  }
}
