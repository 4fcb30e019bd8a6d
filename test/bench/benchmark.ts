import type { Undo } from "./undo";
import type { TestStack } from "../support/test-stack";
import type { FilledStack } from "./filled-stack";

/** What every run gave, in seconds or in the unit of the result, and the ratio of every pair of runs. */
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
  /** @default "s" */
  unit?: string;
  /** More of the unit is better, as it is not of seconds. */
  moreIsBetter?: boolean;
  /** At most this where a smaller ratio is better, at least this where a larger one is. Absent where none is set. */
  target?: number;
  /** Where the time goes. */
  notes: string[];
}

/** What nobody else does, so that there is nothing to compare it with. */
export interface Alone {
  what: string;
  ours: number[];
  unit: string;
  notes: string[];
}

/** Never a pass. */
export interface NotMeasured {
  what: string;
  target?: number;
  reason: string;
}

export type Result = Measured | Alone | NotMeasured;

export interface Context {
  /** Tells the person who waits. */
  progress(line: string): void;
  /** @throws Interrupted after Ctrl-C: no further step begins */
  goOn(): void;
  /** Pairs of runs to make. */
  runs(standard: number): number;
  /** The dev stack, deployed once and shared by those who only ask about it. */
  deployed(): Promise<TestStack>;
  /** A stack with Postgres alone and the asked amount of data in it, made once and shared by those who work on its data. */
  filled(): Promise<FilledStack>;
}

export interface Benchmark {
  name: string;
  about: string;
  /** @param undo takes back what the benchmark makes, however it ends */
  run(context: Context, undo: Undo): Promise<Result[]>;
}
