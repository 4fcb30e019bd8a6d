import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";

/** DER in front of the 32 bytes of an Ed25519 private key: RFC 8410. */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** @param secret random text, from which the key is derived: the same text gives the same key */
export function signingKey(secret: string): KeyObject {
  const seed = createHash("sha256").update(`ballast evidence ${secret}`).digest();
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
}

/** @returns PEM of what a signature is checked with */
export function publicKeyOf(secret: string): string {
  return createPublicKey(signingKey(secret)).export({ format: "pem", type: "spki" }).toString();
}

/** A document with a signature over everything else in it. */
export type Signed<T> = T & { signature: string };

export function signed<T extends object>(document: T, key: KeyObject): Signed<T> {
  return { ...document, signature: sign(null, bytesOf(document), key).toString("base64") };
}

/** @param publicKey PEM, or the private key */
export function isGenuine<T extends object>({ signature, ...document }: Signed<T>, publicKey: string | KeyObject): boolean {
  const key = typeof publicKey === "string" ? createPublicKey(publicKey) : createPublicKey(publicKey);
  return verify(null, bytesOf(document), key, Buffer.from(signature, "base64"));
}

/** The same for the same content, in whatever order its fields were written. */
function bytesOf(document: object): Buffer {
  return Buffer.from(
    JSON.stringify(document, (_key, value: unknown) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}
