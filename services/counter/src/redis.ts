import { bounded, retry, unavailable } from "@ballast/http";
import { ClientOfflineError, ErrorReply } from "redis";
import type { CounterStore } from "./store";

/** The part of a `redis` client that is used here. Its offline queue must be off, so that an error says whether the command left. */
export interface Commands {
  incr(key: string): Promise<number>;
  get(key: string): Promise<string | null>;
}

const commandMs = 2000;

export class RedisCounters implements CounterStore {
  constructor(
    private readonly client: Commands,
    private readonly keyPrefix: string,
    /** How long a request waits for a server that is away. */
    private readonly patienceMs = 5000,
  ) {}

  async increment(name: string): Promise<number> {
    try {
      return await retry(() => this.incr(name), wasNotExecuted, this.patienceMs);
    } catch (error) {
      if (wasNotExecuted(error)) throw unavailable("redis is not available; not counted", error);
      throw isAway(error) ? unavailable("redis did not answer; it may or may not have counted", error) : error;
    }
  }

  async read(name: string): Promise<number> {
    try {
      return Number((await retry(() => this.get(name), isAway, this.patienceMs)) ?? 0);
    } catch (error) {
      throw isAway(error) ? unavailable("redis is not available", error) : error;
    }
  }

  /** A read, not a PING: a server that is loading its data answers PING. */
  async check(): Promise<void> {
    await this.get("health");
  }

  private incr(name: string): Promise<number> {
    return bounded(this.client.incr(this.keyPrefix + name), commandMs);
  }

  private get(name: string): Promise<string | null> {
    return bounded(this.client.get(this.keyPrefix + name), commandMs);
  }
}

/** The command never left this process, or the server refused it before it looked at it. Only then may an increment be repeated. */
export function wasNotExecuted(error: unknown): boolean {
  return error instanceof ClientOfflineError || (error instanceof ErrorReply && /^(LOADING|MASTERDOWN) /.test(error.message));
}

/** An error that is not the server's own is the connection's: lost or timed out. */
function isAway(error: unknown): boolean {
  return wasNotExecuted(error) || (error instanceof Error && !(error instanceof ErrorReply));
}
