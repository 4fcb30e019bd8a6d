import type { RestoreRequest } from "../../services/drill/src/restore/request";

/** Volumes of data by their numbers, of which one is in use. */
export interface Generations {
  generation: number;
  /** Number → what it was made from. The first was made empty. */
  restores: Record<string, Omit<RestoreRequest, "generation">>;
}

export const numberOf = (generations: Generations | undefined): number => generations?.generation ?? 1;

/** @returns its name */
export const volumeOf = (name: string, generation: number): string => (generation === 1 ? `${name}-data` : `${name}-data-${generation}`);

/** @returns names of all, the first one first: none of them goes with a restore */
export function volumesOf(name: string, generations: Generations | undefined): string[] {
  const numbers = Object.keys(generations?.restores ?? {})
    .map(Number)
    .sort((a, b) => a - b);
  return [1, ...numbers].map((number) => volumeOf(name, number));
}
