import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import type { Observed } from "./figures";

export interface Load {
  url: string;
  /** Milliseconds. */
  duration: number;
  /** Connections, each kept open, each with one request at a time. */
  concurrency: number;
  /** PEM to trust beside nothing else; for HTTPS. */
  authority?: string;
}

/** Milliseconds after which a request counts as unanswered. */
const timeout = 5000;
/** Milliseconds after an error: a server that refuses connections is not asked as fast as it can refuse. */
const pause = 20;

/** Asks as fast as answers come, each connection for itself, until the time is over; what is under way then is waited for. */
export async function measure({ url, duration, concurrency, authority }: Load): Promise<Observed> {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: concurrency,
    pipelining: 1,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connect: { timeout, ...(authority !== undefined && { ca: authority }) },
  });
  const observed: Observed = { latencies: [], errors: {}, seconds: 0 };
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() < began + duration) {
      const start = performance.now();
      const problem = await problemOf(pool, pathname + search);
      if (problem === undefined) observed.latencies.push(performance.now() - start);
      else {
        observed.errors[problem] = (observed.errors[problem] ?? 0) + 1;
        await sleep(pause);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  observed.seconds = (performance.now() - began) / 1000;
  await pool.destroy();
  return observed;
}

/** @returns what was wrong with the answer, or why there was none */
async function problemOf(pool: Pool, path: string): Promise<string | undefined> {
  try {
    const { statusCode, body } = await pool.request({ method: "GET", path });
    await body.dump();
    return statusCode >= 200 && statusCode < 400 ? undefined : `HTTP ${statusCode}`;
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (/TIMEOUT|^ETIMEDOUT$/.test(code ?? "")) return "timeout";
    return code ?? (message || name);
  }
}
