import type { StackConfig } from "./config";

/** An AppRole logs in with both of its ids. */
export function vaultConflicts({ postgres, vaultSecretId }: StackConfig): string[] {
  if (postgres.backup.vault && !vaultSecretId)
    return [
      "ballast:vaultSecretId: got nothing, allowed is a secret id where postgres.backup.vault is given: pulumi config set --secret ballast:vaultSecretId",
    ];
  if (!postgres.backup.vault && vaultSecretId)
    return [
      "ballast:vaultSecretId: got a secret, allowed is nothing without postgres.backup.vault; remove it, or say which Vault it opens",
    ];
  return [];
}
