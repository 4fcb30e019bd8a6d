import type { Undo } from "./undo";
import type { TestStack } from "../support/test-stack";

/** Seconds of every run, and the ratio of every pair of runs. */
export interface Pairs {
  ours: number[];
  plain: number[];
  ratios: number[];
}

export interface Measured extends Pairs {
  what: string;
  /** What `plain` is. */
  against: string;
  /** How the ratios are made: "plain/ours" where more is better. */
  ratio: "ours/plain" | "plain/ours";
  /** The ratio may be at most this for "ours/plain", must be at least this for "plain/ours". Absent where none is set. */
  target?: number;
  /** Where the time goes. */
  notes: string[];
}

/** Never a pass. */
export interface NotMeasured {
  what: string;
  target?: number;
  reason: string;
}

export type Result = Measured | NotMeasured;

export interface Context {
  /** Tells the person who waits. */
  progress(line: string): void;
  /** @throws Interrupted after Ctrl-C: no further step begins */
  goOn(): void;
  /** Pairs of runs to make. */
  runs(standard: number): number;
  /** The dev stack, deployed once and shared by those who only ask about it. */
  deployed(): Promise<TestStack>;
}

export interface Benchmark {
  name: string;
  about: string;
  /** @param undo takes back what the benchmark makes, however it ends */
  run(context: Context, undo: Undo): Promise<Result[]>;
}
