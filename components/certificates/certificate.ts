import * as pulumi from "@pulumi/pulumi";

/** A certificate in the state: its key encrypted, the rest for everybody to read. */
export abstract class Certificate<Args extends object> extends pulumi.dynamic.Resource {
  /** PEM. */
  declare readonly certificate: pulumi.Output<string>;
  /** PEM, secret. */
  declare readonly key: pulumi.Output<string>;
  /** End of validity, ISO 8601. */
  declare readonly notAfter: pulumi.Output<string>;

  constructor(provider: pulumi.dynamic.ResourceProvider, type: string, name: string, args: Args, opts?: pulumi.CustomResourceOptions) {
    const outputs = { certificate: undefined, key: undefined, notAfter: undefined };
    super(provider, name, { ...args, ...outputs }, { ...opts, additionalSecretOutputs: ["key"] }, "ballast", type);
  }
}
