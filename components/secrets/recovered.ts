import * as pulumi from "@pulumi/pulumi";
import type { Pair } from "../certificates/x509";

/** What a stack had before it was lost, for one that is made anew from its backup. */
export interface Recovered {
  /** Name of the resource that generated it → value. */
  secrets: Record<string, string>;
  authority: Pick<Pair, "certificate" | "key">;
  /** When the newest transaction of the archive was committed, ISO 8601: for the record of a recovery that was interrupted. */
  lastTransactionAt?: string | null;
}

/** Key of the configuration that has it. */
export const recoveredKey = "ballast:recovered";

const prefix = "pulumi-nodejs:dynamic/ballast:";

/**
 * Hands each resource that generates a secret the value from before, which it takes when it is created and never looks at again. Called before
 * the first of them is described.
 * @param text JSON of `Recovered`
 */
export function recoverSecrets(text: pulumi.Output<string>): void {
  const recovered = text.apply((json) => JSON.parse(json) as Recovered);
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const value = recovered.apply((all) => valueFor(all, type, name));
    return { props: type.startsWith(prefix) && takers.includes(type.slice(prefix.length)) ? { ...props, recovered: value } : props, opts };
  });
}

const takers = ["GeneratedSecret", "AgeIdentity", "AuthorityCertificate"];

/** @returns undefined for what the stack did not have */
export function valueFor({ secrets, authority }: Recovered, type: string, name: string): string | Recovered["authority"] | undefined {
  return type === `${prefix}AuthorityCertificate` ? authority : secrets[name];
}
