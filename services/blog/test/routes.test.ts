/** The API of the service, with a pretended store and Redis's place taken by one that can be away. */
import { Service } from "@ballast/http";
import { RedisHot, type Commands } from "../src/redis";
import { postRoutes } from "../src/routes";
import type { Post, PostStore } from "../src/store";

class MemoryPosts implements PostStore {
  readonly posts: Post[] = [];
  /** Ids that were asked for. */
  readonly finds: string[] = [];
  add(post: Omit<Post, "createdAt">) {
    const whole = { ...post, createdAt: new Date(this.posts.length).toISOString() };
    this.posts.unshift(whole);
    return Promise.resolve(whole);
  }
  list(limit: number) {
    return Promise.resolve(this.posts.slice(0, limit));
  }
  find(id: string) {
    this.finds.push(id);
    return Promise.resolve(this.posts.find((post) => post.id === id));
  }
  check() {
    return Promise.resolve();
  }
}

class FakeRedis implements Commands {
  away = false;
  readonly keys = new Map<string, string>();
  readonly seconds = new Set<number>();
  get(key: string) {
    return this.answer(() => this.keys.get(key) ?? null);
  }
  incr(key: string) {
    return this.answer(() => {
      const value = Number(this.keys.get(key) ?? 0) + 1;
      this.keys.set(key, String(value));
      return value;
    });
  }
  keep(key: string, value: string, seconds: number) {
    return this.answer(() => {
      this.keys.set(key, value);
      this.seconds.add(seconds);
    });
  }
  private answer<T>(work: () => T): Promise<T> {
    return this.away ? Promise.reject(new Error("The client is closed")) : Promise.resolve(work());
  }
}

const author = "00000000-0000-4000-8000-000000000000";
let store: MemoryPosts;
let redis: FakeRedis;
let service: Service;
let url: string;

beforeEach(async () => {
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
  store = new MemoryPosts();
  redis = new FakeRedis();
  service = new Service({ routes: postRoutes(store, new RedisHot(redis, "blog:")), dependencies: {}, log: () => {} });
  url = `http://127.0.0.1:${await service.listen(0)}/posts`;
});
afterEach(async () => {
  await service.drain({ lingerMs: 0, finishMs: 50 });
  jest.restoreAllMocks();
});

async function write(body: unknown): Promise<{ status: number; post: Post }> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  return { status: response.status, post: (await response.json()) as Post };
}

const read = async (id: string): Promise<unknown> => (await fetch(`${url}/${id}`)).json();

test("a post that was written is listed, newest first", async () => {
  await write({ author, title: "first", text: "x" });
  const { status, post } = await write({ author, title: "second", text: "y" });
  expect([status, post]).toEqual([201, { id: post.id, author, title: "second", text: "y", createdAt: post.createdAt }]);
  expect(await (await fetch(`${url}?limit=1`)).json()).toEqual({ posts: [post] });
});

test("the first reading comes from the store, the next ones from the cache; all count", async () => {
  const { post } = await write({ author, title: "t", text: "x" });
  expect(await read(post.id)).toEqual({ ...post, views: 1 });
  expect(await read(post.id.toUpperCase())).toEqual({ ...post, views: 2 });
  expect(store.finds).toEqual([post.id]);
  expect([...redis.keys.keys()].sort()).toEqual([`blog:post:${post.id}`, `blog:views:${post.id}`]);
  expect([...redis.seconds]).toEqual([60]);
});

test("without Redis a post is readable, and its views are not known", async () => {
  const { post } = await write({ author, title: "t", text: "x" });
  redis.away = true;
  expect(await read(post.id)).toEqual({ ...post, views: null });
});

test("a post that nobody wrote is not found, and leaves nothing behind", async () => {
  expect((await fetch(`${url}/${author}`)).status).toBe(404);
  expect(redis.keys.size).toBe(0);
});

test.each([
  [{ author, title: "t", text: "x".repeat(50_000) }, 201],
  [{ author, title: "t".repeat(200), text: "x" }, 201],
  [{ author, title: "t".repeat(201), text: "x" }, 400],
  [{ author, title: "", text: "x" }, 400],
  [{ author: "ada", title: "t", text: "x" }, 400],
  [{ title: "t", text: "x" }, 400],
  [{ author, title: "t" }, 400],
])("a post at its limits (case %#)", async (body, status) => {
  expect((await write(body)).status).toBe(status);
});

test("the check of Redis fails when Redis does", async () => {
  redis.away = true;
  await expect(new RedisHot(redis, "blog:").check()).rejects.toThrow("The client is closed");
});
