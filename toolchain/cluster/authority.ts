import "reflect-metadata";
import { KeyObject, randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

/** Who a certificate stands for: `group` is what RBAC sees of the organisation, `hosts` are names and addresses of a server. */
export interface Identity {
  name: string;
  group?: string;
  hosts?: string[];
}

/** PEM. */
export interface Pair {
  certificate: string;
  key: string;
}

export interface Authority {
  /** PEM. */
  certificate: string;
  issue(identity: Identity): Promise<Pair>;
}

const days = 3650;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
x509.cryptoProvider.set(webcrypto);

/** An authority that lives as long as this object: its key is written nowhere, so nobody can sign with it later. */
export async function newAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const issuer = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(),
    name: [{ CN: [name] }],
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pem(issuer), issue: (identity) => issue(identity, issuer, keys.privateKey) };
}

async function issue({ name, group, hosts = [] }: Identity, issuer: x509.X509Certificate, signingKey: webcrypto.CryptoKey): Promise<Pair> {
  const keys = await newKeys();
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const names = hosts.map((value): x509.JsonGeneralName => ({ type: isIP(value) ? "ip" : "dns", value }));
  const certificate = await x509.X509CertificateGenerator.create({
    ...common(),
    subject: [...(group ? [{ O: [group] }] : []), { CN: [name] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(hosts.length > 0 ? [serverAuth, clientAuth] : [clientAuth]),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { certificate: pem(certificate), key: privatePem(keys) };
}

/** For the tokens of service accounts. @returns PEM of both keys */
export async function newSigningKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const keys = await newKeys();
  return {
    publicKey: KeyObject.from(keys.publicKey).export({ type: "spki", format: "pem" }) as string,
    privateKey: privatePem(keys),
  };
}

function common() {
  const now = Date.now();
  return {
    serialNumber: Buffer.concat([Buffer.from([0x4b]), randomBytes(15)]).toString("hex"),
    notBefore: new Date(now - 300_000),
    notAfter: new Date(now + days * 86_400_000),
    signingAlgorithm: algorithm,
  };
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
const pem = (certificate: x509.X509Certificate): string => `${certificate.toString("pem")}\n`;
const privatePem = ({ privateKey }: webcrypto.CryptoKeyPair): string =>
  KeyObject.from(privateKey).export({ type: "sec1", format: "pem" }) as string;
