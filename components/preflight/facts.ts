import type { BucketFacts } from "./bucket";
import type { FoundBefore } from "../vault/problems";

/** What both platforms' facts have in common: plain JSON, no secrets in it, kept beside the report for support. */
export interface CommonFacts {
  folders: Folder[];
  /** Build folders without a Dockerfile. */
  unbuildable: string[];
  /** Absent where no bucket outside of the stack is used, or no connection may be made. */
  bucket?: BucketFacts;
  /** Absent where nothing is read from Vault. */
  vault?: Known<VaultFact> | undefined;
}

/** Of the passphrase in Vault: that it can be had, why it was not tried, or which problem there is. */
export type VaultFact = { address: string; secret: string } & (
  { state: "readable" } | { state: "untried"; reason: string } | { state: "problem"; problem: FoundBefore; got: string }
);

/** A fact, or why it could not be had: never a value that only looks like one. */
export type Known<T> = { value: T } | { error: string };

export interface Folder {
  name: "project" | "state" | "report";
  path: string;
  /** Absent when it can be written. */
  error?: string;
}
