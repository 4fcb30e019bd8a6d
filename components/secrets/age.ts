import { generateKeyPairSync } from "node:crypto";
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
  const written = (prefix: string, key: string) => bech32.encodeFromBytes(prefix, Buffer.from(key, "base64url"));
  return { identity: written("age-secret-key-", d).toUpperCase(), recipient: written("age", x) };
}
