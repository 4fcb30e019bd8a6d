import { Unavailable } from "./sources";
import type { Progress } from "./types";

const everyMs = 15_000;

/** 75 → "1 min 15 s" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const rest = whole % 60;
  if (whole < 60) return `${whole} s`;
  return rest === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** Says when `work` starts, that it goes on, and how it ended; `expectedSeconds` is what a two-core machine takes. */
export async function timed<T>(progress: Progress, what: string, expectedSeconds: number, work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const elapsed = () => duration((Date.now() - began) / 1000);
  progress(`${what}: started, about ${duration(expectedSeconds)}`);
  const ticking = setInterval(() => progress(`${what}: ${elapsed()} of about ${duration(expectedSeconds)}`), everyMs);
  try {
    const result = await work();
    progress(result instanceof Unavailable ? `${what}: not possible here (${result.reason})` : `${what}: done in ${elapsed()}`);
    return result;
  } catch (error) {
    progress(`${what}: failed after ${elapsed()}`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}
