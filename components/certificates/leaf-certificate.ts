import * as pulumi from "@pulumi/pulumi";
import { load } from "../dynamic/load";
import { Certificate } from "./certificate";
import { isDue, type Validity } from "./renewal";
import type { Pair } from "./x509";

interface LeafCertificateArgs extends Validity {
  /** DNS names and IP addresses it stands for; the first is its common name. */
  hosts: string[];
  authorityCertificate: pulumi.Input<string>;
  authorityKey: pulumi.Input<string>;
}

type Settled = pulumi.Unwrap<LeafCertificateArgs>;
/** Without the authority's key: it is an input, encrypted as such, and no result. */
type State = Omit<Settled, "authorityKey"> & Pair;

/** Thin on purpose: Pulumi stores this object's code in the state. */
const provider: pulumi.dynamic.ResourceProvider<Settled, State> = {
  async create(inputs) {
    return { id: inputs.hosts[0] as string, outs: await issued(inputs) };
  },
  async update(_id, _olds, news) {
    return { outs: await issued(news) };
  },
  diff(_id, olds, news) {
    const changes =
      olds.hosts.join() !== news.hosts.join() ||
      olds.lifetimeDays !== news.lifetimeDays ||
      olds.authorityCertificate !== news.authorityCertificate ||
      isDue(olds.notAfter, news.renewBeforeDays);
    return Promise.resolve({ changes });
  },
};

async function issued({ authorityKey, ...inputs }: Settled): Promise<State> {
  const { issueLeaf } = load<typeof import("./x509")>("@ballast/certificates");
  const pair = await issueLeaf(inputs.hosts, inputs.lifetimeDays, { certificate: inputs.authorityCertificate, key: authorityKey });
  return { ...inputs, ...pair };
}

/** A certificate signed by the stack's authority, and its key, encrypted in the state. */
export class LeafCertificate extends Certificate<LeafCertificateArgs> {
  constructor(name: string, args: LeafCertificateArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, "LeafCertificate", name, args, opts);
  }
}
