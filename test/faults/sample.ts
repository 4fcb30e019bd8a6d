import { createHash } from "node:crypto";

/** @returns `count` of them in a random order, always the same for the same seed */
export function sample<T extends { name: string }>(all: T[], seed: string, count = all.length): T[] {
  const order = ({ name }: T) => createHash("sha256").update(`${seed} ${name}`).digest("hex");
  return [...all].sort((a, b) => (order(a) < order(b) ? -1 : 1)).slice(0, count);
}
