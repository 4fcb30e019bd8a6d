export interface Post {
  id: string;
  /** Id of an account. Whether there is such an account, nobody here knows: services do not ask each other. */
  author: string;
  title: string;
  text: string;
  createdAt: string;
}

/** Where posts are kept. Everything throws HttpError 503 when the store is away for longer than a restart takes. */
export interface PostStore {
  /** @param id makes a repeated add harmless: the second one changes nothing */
  add(post: Omit<Post, "createdAt">): Promise<Post>;
  /** Newest first. */
  list(limit: number): Promise<Post[]>;
  find(id: string): Promise<Post | undefined>;
  /** One cheap look, without waiting for a store that is away. */
  check(): Promise<void>;
}

/** What makes reading fast, and counts it. It never throws but in `check`: a post is readable without it. */
export interface Hot {
  /** @returns undefined when it has no such post, or does not answer */
  read(id: string): Promise<Post | undefined>;
  keep(post: Post): Promise<void>;
  /** Counts one more. @returns views so far; undefined when they are not known */
  viewed(id: string): Promise<number | undefined>;
  check(): Promise<void>;
}
