import type { Volume } from "../platform/workload";

/** Volumes of data by their numbers, of which one is in use. */
export interface Generations<Restore = unknown> {
  generation: number;
  /** Number → what it was made from. The first was made empty. */
  restores: Record<string, Restore>;
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

/** Makes all of them. @returns the one in use: its number, itself, what fills it, and what the outputs tell of it */
export function dataVolumes<Restore>(name: string, generations: Generations<Restore> | undefined, make: (volume: string) => Volume) {
  const generation = numberOf(generations);
  const used = volumeOf(name, generation);
  const volumes = new Map(volumesOf(name, generations).map((each) => [each, make(each)]));
  return {
    generation,
    data: volumes.get(used)!,
    restore: generations?.restores[String(generation)],
    facts: { volumes: [used], ...(generations && { generation }) },
  };
}

/**
 * For the jobs that make users and set passwords: another generation has others, so they run again. And for the server, which makes no
 * empty data where some were to be restored.
 * @param variable of the environment
 */
export function generationEnv(variable: string, generation: number): Record<string, string> {
  return generation === 1 ? {} : { [variable]: String(generation) };
}
