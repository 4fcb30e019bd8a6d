import { bounded } from "./bounded";
import type { Reply } from "./router";

/** Throws when the dependency does not work. */
export type Check = () => Promise<unknown>;

const limitMs = 2000;

/** Asks every dependency at once. 200 when all of them work and the service is not stopping, else 503. */
export async function health(dependencies: Record<string, Check>, stopping: boolean): Promise<Reply> {
  const checks = await Promise.all(Object.entries(dependencies).map(async ([name, check]) => [name, await ask(check)] as const));
  const healthy = !stopping && checks.every(([, { status }]) => status === "healthy");
  return {
    status: healthy ? 200 : 503,
    body: {
      status: healthy ? "healthy" : "unhealthy",
      ...(stopping ? { error: "stopping" } : {}),
      dependencies: Object.fromEntries(checks),
    },
  };
}

async function ask(check: Check) {
  const start = performance.now();
  const latencyMs = () => Math.round(performance.now() - start);
  try {
    await bounded(check(), limitMs);
    return { status: "healthy", latencyMs: latencyMs() };
  } catch (error) {
    return { status: "unhealthy", latencyMs: latencyMs(), error: describe(error) };
  }
}

/** A refused connection to a name with several addresses is an AggregateError without a message. */
export function describe(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
