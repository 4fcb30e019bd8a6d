import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { bech32 } from "@scure/base";

/** A key pair as the program age writes it (age-encryption.org/v1, X25519). */
export interface AgeKeys {
  /** Opens what was encrypted: AGE-SECRET-KEY-1… */
  identity: string;
  /** Encrypts, and opens nothing: age1… */
  recipient: string;
}

export function generateAgeKeys(): AgeKeys {
  const { d = "", x = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  return { identity: written("age-secret-key-", d).toUpperCase(), recipient: written("age", x) };
}

/** PKCS #8 of X25519 as far as the key itself (RFC 8410), in hexadecimal. */
const pkcs8 = "302e020100300506032b656e04220420";

/** @param identity as the program age writes it @throws Error for anything else */
export function ageKeysOf(identity: string): AgeKeys {
  const secret = Buffer.from(bech32.decodeToBytes(identity.toLowerCase()).bytes);
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from(pkcs8, "hex"), secret]), format: "der", type: "pkcs8" });
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return { identity, recipient: written("age", x) };
}

function written(prefix: string, key: string): string {
  return bech32.encodeFromBytes(prefix, Buffer.from(key, "base64url"));
}
