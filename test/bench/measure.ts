import type { Context, Pairs } from "./benchmark";

/** One run of a side. @returns seconds, or what else is measured */
export type Run = () => Promise<number>;

/** @returns how long it took, in seconds */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export interface Alternation {
  what: string;
  ours: Run;
  plain: Run;
  /** Pairs of runs. */
  runs: number;
  /** @default "ours/plain" */
  ratio?: "ours/plain" | "plain/ours";
  /** @default "s" */
  unit?: string;
  /** A pair that does not count goes first. @default true */
  warmUp?: boolean;
}

/** Ours, plain, ours, plain: a machine that gets slower or busier meets both sides alike. */
export async function alternate(
  context: Context,
  { what, ours, plain, runs, ratio, unit = "s", warmUp = true }: Alternation,
): Promise<Pairs> {
  const pair = async (label: string) => {
    context.goOn();
    const a = await ours();
    context.goOn();
    const b = await plain();
    context.progress(`${what}, ${label}: ours ${a.toFixed(2)} ${unit}, plain ${b.toFixed(2)} ${unit}`);
    return [a, b] as const;
  };
  if (warmUp) await pair("warm-up");
  const pairs: Pairs = { ours: [], plain: [], ratios: [] };
  for (let run = 1; run <= runs; run++) {
    const [a, b] = await pair(`run ${run} of ${runs}`);
    pairs.ours.push(a);
    pairs.plain.push(b);
    pairs.ratios.push(ratio === "plain/ours" ? b / a : a / b);
  }
  return pairs;
}

/** @param values at least one */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low as number) + (high as number)) / 2;
}
