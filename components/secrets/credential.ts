import * as pulumi from "@pulumi/pulumi";

/** What may be told about a secret. */
export interface CredentialFacts {
  /** What it opens. */
  purpose: "administrator" | "application" | "encryption";
  /** The service that asks for it. */
  store: string;
  /** An application, or the store itself. */
  owner: string;
  /** Absent where it is a key and not a user's password. */
  login?: string;
  version: number;
}

/** A secret and what may be told about it. */
export interface Credential {
  /** That of the resource that generates it, so no two have the same. */
  name: string;
  facts: CredentialFacts;
  value: pulumi.Output<string>;
}

/** @returns two of the stack's outputs: the facts in plain, and the values as one secret */
export function credentialOutputs(credentials: Credential[]) {
  return {
    credentials: Object.fromEntries(credentials.map(({ name, facts }) => [name, { ...facts, secretOutput: "secrets" }])),
    secrets: pulumi.secret(Object.fromEntries(credentials.map(({ name, value }) => [name, value]))),
  };
}
