import { setTimeout as sleep } from "node:timers/promises";

const pauseMs = 100;

/**
 * Waits for a store that is restarting. A new attempt begins only while the window is open, and only after an error that is safe:
 * the work was surely not done, or doing it again changes nothing.
 * @throws the last attempt's error
 */
export async function retry<T>(attempt: () => Promise<T>, isSafe: (error: unknown) => boolean, windowMs = 5000): Promise<T> {
  const end = performance.now() + windowMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isSafe(error) || performance.now() + pauseMs > end) throw error;
      await sleep(pauseMs);
    }
  }
}
