import { bounded, describe, log } from "@ballast/http";
import type { Hot, Post } from "./store";

/** The part of a client that is used here. Its offline queue must be off: a request does not wait for Redis to come back. */
export interface Commands {
  get(key: string): Promise<string | null>;
  incr(key: string): Promise<number>;
  keep(key: string, value: string, seconds: number): Promise<void>;
}

/** Longer than a request should wait for something that it can do without. */
const commandMs = 200;
/** How long a post that was read stays: a post never changes, so this only bounds the memory. */
const keptSeconds = 60;

export class RedisHot implements Hot {
  constructor(
    private readonly client: Commands,
    private readonly keyPrefix: string,
  ) {}

  async read(id: string): Promise<Post | undefined> {
    const text = await this.unhurt(() => this.client.get(`${this.keyPrefix}post:${id}`));
    return text ? (JSON.parse(text) as Post) : undefined;
  }

  async keep(post: Post): Promise<void> {
    await this.unhurt(() => this.client.keep(`${this.keyPrefix}post:${post.id}`, JSON.stringify(post), keptSeconds));
  }

  viewed(id: string): Promise<number | undefined> {
    return this.unhurt(() => this.client.incr(`${this.keyPrefix}views:${id}`));
  }

  /** A read, not a PING: a server that is loading its data answers PING. */
  async check(): Promise<void> {
    await this.client.get(`${this.keyPrefix}health`);
  }

  private async unhurt<T>(command: () => Promise<T>): Promise<T | undefined> {
    try {
      return await bounded(command(), commandMs);
    } catch (error) {
      log("error", { event: "redis did not help", error: describe(error) });
      return undefined;
    }
  }
}
