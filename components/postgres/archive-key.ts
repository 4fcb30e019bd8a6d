import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { GeneratedSecret } from "../secrets/generated-secret";
import { VaultSecret, type VaultSecretArgs } from "../vault/vault-secret";

/** The passphrase of the repository: one from Vault, or a generated one. A stack that had one generated must find the same in Vault. */
export function archiveKey(name: string, vault: VaultSecretArgs | undefined, opts: CustomResourceOptions): Output<string> {
  if (!vault) return new GeneratedSecret(name, { length: 64 }, opts).value;
  return new VaultSecret(name, vault, { ...opts, aliases: [{ type: "pulumi-nodejs:dynamic/ballast:GeneratedSecret" }] }).value;
}
