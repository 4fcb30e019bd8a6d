/** What the client did wrong, in its own terms. */
export interface Problem {
  what: string;
  got?: string | undefined;
  allowed?: string | undefined;
}

/** Answered as it is: the status, and the problem as JSON. `cause` is logged and never sent. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
    readonly headers: Record<string, string> = {},
    cause?: unknown,
  ) {
    super(problem.what, { cause });
  }
}

export function invalid(what: string, got: string, allowed: string): HttpError {
  return new HttpError(400, { what, got, allowed });
}

/** @param what the store, or what is not known because of it */
export function unavailable(what: string, cause: unknown): HttpError {
  return new HttpError(503, { what }, { "retry-after": "1" }, cause);
}
