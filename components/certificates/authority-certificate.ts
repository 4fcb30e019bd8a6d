import * as pulumi from "@pulumi/pulumi";
import { load } from "../dynamic/load";
import { Certificate } from "./certificate";
import { isDue, type Validity } from "./renewal";
import type { Pair } from "./x509";

interface AuthorityCertificateArgs extends Validity {
  commonName: string;
}

/** With the pair from before, where the stack is made anew from a backup. */
type Inputs = AuthorityCertificateArgs & { recovered?: Pick<Pair, "certificate" | "key"> };
type State = AuthorityCertificateArgs & Pair;

/** Thin on purpose: Pulumi stores this object's code in the state. Renewal keeps the key, so nothing that it signed is refused. */
const provider: pulumi.dynamic.ResourceProvider<Inputs, State> = {
  async create({ recovered, ...inputs }) {
    const { issueAuthority, pairOf } = load<typeof import("./x509")>("@ballast/certificates");
    const pair = recovered ? pairOf(recovered) : await issueAuthority(inputs.commonName, inputs.lifetimeDays);
    return { id: inputs.commonName, outs: { ...inputs, ...pair } };
  },
  async update(_id, olds, { commonName, lifetimeDays, renewBeforeDays }) {
    const { issueAuthority } = load<typeof import("./x509")>("@ballast/certificates");
    const pair = await issueAuthority(commonName, lifetimeDays, olds.key);
    return { outs: { commonName, lifetimeDays, renewBeforeDays, ...pair } };
  },
  diff(_id, olds, news) {
    const renamed = olds.commonName !== news.commonName;
    const changes = renamed || olds.lifetimeDays !== news.lifetimeDays || isDue(olds.notAfter, news.renewBeforeDays);
    return Promise.resolve({ changes, replaces: renamed ? ["commonName"] : [] });
  },
};

/** The stack's own authority. Its key is encrypted in the state, and goes nowhere but into the backups' copy of the configuration. */
export class AuthorityCertificate extends Certificate<AuthorityCertificateArgs> {
  constructor(name: string, args: AuthorityCertificateArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, "AuthorityCertificate", name, args, opts);
  }
}
