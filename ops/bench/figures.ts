/** What one worker or all of them saw. */
export interface Observed {
  /** Milliseconds from the request to the last byte of an answer from 200 to 399. */
  latencies: number[];
  /** Kind → how often: `HTTP 503`, `timeout`, or the system's word, as in `ECONNREFUSED`. */
  errors: Record<string, number>;
  seconds: number;
}

export interface Figures {
  /** Answered from 200 to 399, and not. */
  requests: number;
  errors: Record<string, number>;
  /** Answers a second. */
  perSecond: number;
  /** Of the answers; absent where there was none. */
  milliseconds?: { p50: number; p90: number; p99: number; max: number };
}

export function figuresOf({ latencies, errors, seconds }: Observed): Figures {
  const sorted = Float64Array.from(latencies).sort();
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return {
    requests: sorted.length + failed,
    errors,
    perSecond: rounded(sorted.length / seconds, 1),
    ...(sorted.length > 0 && {
      milliseconds: { p50: percentile(sorted, 50), p90: percentile(sorted, 90), p99: percentile(sorted, 99), max: percentile(sorted, 100) },
    }),
  };
}

/** @returns the smallest value that as many in a hundred do not exceed (nearest rank) */
export function percentile(sorted: Float64Array, percent: number): number {
  return rounded(sorted[Math.ceil((sorted.length * percent) / 100) - 1] as number, 2);
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Every request was answered, and 99 of 100 within the time; without a time, at least one was answered. */
export function isWithin({ errors, milliseconds }: Figures, maxMs?: number): boolean {
  if (!milliseconds) return false;
  return maxMs === undefined || (Object.keys(errors).length === 0 && milliseconds.p99 <= maxMs);
}
