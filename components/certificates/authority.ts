import * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../platform/platform";
import type { Mount } from "../platform/workload";
import { AuthorityCertificate } from "./authority-certificate";
import { certificateFolder } from "./folder";
import { LeafCertificate } from "./leaf-certificate";
import { expiryMetrics } from "./metrics";
import type { Validity } from "./renewal";

/** Ten years, renewed with the same key a year before the end. */
const authorityValidity: Validity = { lifetimeDays: 3650, renewBeforeDays: 365 };

export interface CertificateAuthorityArgs extends Validity {
  /** How the authority calls itself, best the stack's own name. */
  commonName: string;
  /** Refuse to destroy its key until it is unprotected: clients outside of the stack trust it. */
  protect: boolean;
}

/** The authority inside the stack: who holds a certificate of it belongs to the stack, and nobody else does. */
export class CertificateAuthority extends pulumi.ComponentResource {
  /** PEM, for clients to trust. */
  readonly certificate: pulumi.Output<string>;
  private readonly authority: AuthorityCertificate;
  private readonly ends: Record<string, pulumi.Output<string>> = {};

  constructor(
    private readonly name: string,
    private readonly platform: Platform,
    private readonly args: CertificateAuthorityArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:certificates:CertificateAuthority", name, {}, opts);
    const child = { parent: this };

    const { commonName, protect } = args;
    this.authority = new AuthorityCertificate(`${name}-authority`, { ...authorityValidity, commonName }, { ...child, protect });
    this.certificate = this.authority.certificate;
    this.ends.authority = this.authority.notAfter;
    platform.fileVolume(`${name}-metrics`, { "certificates.prom": this.notAfter().apply(expiryMetrics) }, child);
    this.registerOutputs({});
  }

  /**
   * A certificate that the holder shows as a server and as a client. It is renewed in place: the holder has to notice new files.
   * @param hosts names and addresses under which the holder is reached
   */
  issue(holder: string, hosts: string[], opts: pulumi.CustomResourceOptions): Mount {
    const { lifetimeDays, renewBeforeDays } = this.args;
    const leaf = new LeafCertificate(
      `${holder}-certificate`,
      { hosts, lifetimeDays, renewBeforeDays, authorityCertificate: this.certificate, authorityKey: this.authority.key },
      opts,
    );
    this.ends[holder] = leaf.notAfter;
    const files = { "ca.crt": this.certificate, "tls.crt": leaf.certificate, "tls.key": leaf.key };
    return { volume: this.platform.fileVolume(`${holder}-certificate`, files, opts), path: certificateFolder, readOnly: true };
  }

  /** For the configuration that is kept with the backups: a stack that is made anew from it keeps its clients' trust. */
  pair(): { certificate: pulumi.Output<string>; key: pulumi.Output<string> } {
    return { certificate: this.certificate, key: this.authority.key };
  }

  /** For the stack's outputs: what others have to trust, and until when everything holds (holder → ISO 8601). */
  facts(): pulumi.Output<{ authority: string; notAfter: Record<string, string> }> {
    return pulumi.output({ authority: this.certificate, notAfter: this.notAfter() });
  }

  /** Of everything that the program issues until its end. */
  private notAfter(): pulumi.Output<Record<string, string>> {
    return pulumi.output(Promise.resolve().then(() => pulumi.all(this.ends)));
  }
}
