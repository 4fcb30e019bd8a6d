import { createHash } from "node:crypto";

/** @returns a number from 0 to below 1, always the same for the same seed and purpose */
export function chance(seed: string, purpose: string): number {
  return createHash("sha256").update(`${seed} ${purpose}`).digest().readUInt32BE() / 2 ** 32;
}
