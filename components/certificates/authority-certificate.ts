import * as pulumi from "@pulumi/pulumi";
import { load } from "../dynamic/load";
import { Certificate } from "./certificate";
import { isDue, type Validity } from "./renewal";
import type { Pair } from "./x509";

interface AuthorityCertificateArgs extends Validity {
  commonName: string;
}

type State = AuthorityCertificateArgs & Pair;

/** Thin on purpose: Pulumi stores this object's code in the state. Renewal keeps the key, so nothing that it signed is refused. */
const provider: pulumi.dynamic.ResourceProvider<AuthorityCertificateArgs, State> = {
  async create(inputs) {
    const { issueAuthority } = load<typeof import("./x509")>("@ballast/certificates");
    return { id: inputs.commonName, outs: { ...inputs, ...(await issueAuthority(inputs.commonName, inputs.lifetimeDays)) } };
  },
  async update(_id, olds, news) {
    const { issueAuthority } = load<typeof import("./x509")>("@ballast/certificates");
    return { outs: { ...news, ...(await issueAuthority(news.commonName, news.lifetimeDays, olds.key)) } };
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
