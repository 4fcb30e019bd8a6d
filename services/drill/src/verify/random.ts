import { createHash } from "node:crypto";

/** @returns one of them, always the same for the same seed and purpose */
export function pick<T>(from: T[], seed: string, purpose: string): T | undefined {
  const number = createHash("sha256").update(`${seed} ${purpose}`).digest().readBigUInt64BE();
  return from[Number(number % BigInt(Math.max(1, from.length)))];
}
