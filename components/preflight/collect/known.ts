import { setTimeout as sleep } from "node:timers/promises";
import type { Known } from "../facts";

/** Turns a promise into a fact: its value, why it failed, or that it took too long. */
export type Knowing = <T>(promise: Promise<T>) => Promise<Known<T>>;

/** One clock for all of them. */
export function untilLate(milliseconds: number): Knowing {
  const late = sleep(milliseconds, { error: `no answer within ${milliseconds / 1000} s` }, { ref: false });
  return (promise) =>
    Promise.race([
      promise.then(
        (value) => ({ value }),
        (error: Error) => ({ error: error.message }),
      ),
      late,
    ]);
}

export async function allOf<T extends object>(parts: { [K in keyof T]: T[K] | Promise<T[K]> }): Promise<T> {
  const entries = await Promise.all(Object.entries(parts).map(async ([key, part]) => [key, await part] as const));
  return Object.fromEntries(entries) as T;
}
