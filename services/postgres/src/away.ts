import { retry, unavailable } from "@ballast/http";
import { DatabaseError } from "pg";

/**
 * Does the work again while the server is away, as in a restart.
 * @param work may run twice and has the effect of one: every lost connection counts as safe to repeat
 * @param patienceMs how long a request waits
 * @throws HttpError 503 when it stays away
 */
export async function patiently<T>(work: () => Promise<T>, patienceMs = 5000): Promise<T> {
  try {
    return await retry(work, isAway, patienceMs);
  } catch (error) {
    throw isAway(error) ? unavailable("postgres is not available", error) : error;
  }
}

/** admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections */
const awayStates = new Set(["57P01", "57P02", "57P03", "53300"]);

/** An error that is not the server's own is the connection's: refused, lost or timed out. */
export function isAway(error: unknown): boolean {
  return error instanceof DatabaseError ? awayStates.has(error.code ?? "") : error instanceof Error;
}
