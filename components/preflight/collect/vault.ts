import { readPassphrase, requireUnsealed, type VaultSource } from "../../vault";
import { secretText } from "../../vault/field";
import { isFoundBefore, VaultError } from "../../vault/problems";
import type { VaultFact } from "../facts";

export type VaultAsked = Omit<VaultSource, "secretId">;

/**
 * Logs in and reads, as the deployment will; what it reads goes nowhere. A wrapped secret id is left for the deployment.
 * @param limit milliseconds for one answer
 */
export async function vaultFact(vault: VaultAsked, secretId: string | undefined, limit: number): Promise<VaultFact> {
  const about = { address: vault.address, secret: secretText(vault) };
  try {
    await requireUnsealed(vault, limit);
    if (secretId === undefined) return { ...about, state: "untried", reason: "the secret id is encrypted here; `pulumi preview` does" };
    if (vault.secretIdWrapped) return { ...about, state: "untried", reason: "a wrapped secret id opens once; `pulumi up` does" };
    await readPassphrase({ ...vault, secretId }, limit);
    return { ...about, state: "readable" };
  } catch (error) {
    if (error instanceof VaultError && isFoundBefore(error.problem))
      return { ...about, state: "problem", problem: error.problem, got: error.got };
    throw error;
  }
}
