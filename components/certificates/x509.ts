import "reflect-metadata";
import { createPrivateKey, createPublicKey, KeyObject, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";

/** A certificate and its private key, both PEM. */
export interface Pair {
  certificate: string;
  key: string;
  /** End of validity, ISO 8601. */
  notAfter: string;
}

type Keys = webcrypto.CryptoKeyPair;

x509.cryptoProvider.set(webcrypto);
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/**
 * A self-signed authority whose certificates can sign nothing themselves.
 * @param key PEM of an earlier one, which keeps all it has signed valid. @default a new key
 */
export async function issueAuthority(name: string, days: number, key?: string): Promise<Pair> {
  const keys = key === undefined ? await newKeys() : await readKeys(key);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(days),
    name: [{ CN: [name] }],
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return pair(certificate, keys.privateKey);
}

/** One that was issued before. @throws Error for what is no certificate, or has another key */
export function pairOf({ certificate, key }: Pick<Pair, "certificate" | "key">): Pair {
  const parsed = new X509Certificate(certificate);
  if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error("the certificate and the key do not belong together");
  return { certificate, key, notAfter: new Date(parsed.validTo).toISOString() };
}

/**
 * With it a part of the stack shows who it is, as a server and as a client.
 * @param hosts DNS names and IP addresses; the first becomes the common name
 */
export async function issueLeaf(hosts: string[], days: number, authority: Pick<Pair, "certificate" | "key">): Promise<Pair> {
  const keys = await newKeys();
  const issuer = new x509.X509Certificate(authority.certificate);
  const dates = common(days);
  const certificate = await x509.X509CertificateGenerator.create({
    ...dates,
    // A certificate that outlives its authority would be refused before its end.
    notAfter: dates.notAfter < issuer.notAfter ? dates.notAfter : issuer.notAfter,
    subject: [{ CN: [hosts[0] as string] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: (await readKeys(authority.key)).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: isIP(value) ? "ip" : "dns", value }))),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return pair(certificate, keys.privateKey);
}

/** From five minutes ago, because clocks differ. */
function common(days: number) {
  const now = Date.now();
  return {
    // Positive, without a leading zero byte.
    serialNumber: Buffer.concat([Buffer.from([0x4b]), randomBytes(15)]).toString("hex"),
    notBefore: new Date(now - 300_000),
    notAfter: new Date(now + days * 86_400_000),
    signingAlgorithm: algorithm,
  };
}

function newKeys(): Promise<Keys> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function readKeys(pem: string): Promise<Keys> {
  const key = createPrivateKey(pem);
  const pkcs8 = key.export({ type: "pkcs8", format: "der" });
  const spki = createPublicKey(pem).export({ type: "spki", format: "der" });
  return {
    privateKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    publicKey: await webcrypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
  };
}

function pair(certificate: x509.X509Certificate, key: webcrypto.CryptoKey): Pair {
  return {
    certificate: `${certificate.toString("pem")}\n`,
    key: KeyObject.from(key).export({ type: "pkcs8", format: "pem" }) as string,
    notAfter: certificate.notAfter.toISOString(),
  };
}
