import { ClientOfflineError, SimpleError, SocketClosedUnexpectedlyError } from "redis";
import { RedisCounters, type Commands } from "../src/redis";

class FakeClient implements Commands {
  readonly keys: string[] = [];
  readonly errors: Error[] = [];
  private value = 0;

  incr(key: string) {
    this.keys.push(key);
    const error = this.errors.shift();
    return error ? Promise.reject(error) : Promise.resolve(++this.value);
  }
  get(key: string) {
    this.keys.push(key);
    const error = this.errors.shift();
    return error ? Promise.reject(error) : Promise.resolve(this.value ? String(this.value) : null);
  }
}

let client: FakeClient;

beforeEach(() => {
  client = new FakeClient();
});

test("all its keys have the prefix", async () => {
  const counters = new RedisCounters(client, "team:");
  await counters.increment("a");
  await counters.read("a");
  await counters.check();
  expect(client.keys).toEqual(["team:a", "team:a", "team:health"]);
});

test.each([[new ClientOfflineError()], [new SimpleError("LOADING Redis is loading the dataset in memory")]])(
  "an increment that was surely not executed is repeated (case %#)",
  async (error) => {
    client.errors.push(error, error);
    expect(await new RedisCounters(client, "").increment("a")).toBe(1);
    expect(client.keys).toHaveLength(3);
  },
);

test("an increment that may have been executed is not repeated", async () => {
  client.errors.push(new SocketClosedUnexpectedlyError());
  await expect(new RedisCounters(client, "").increment("a")).rejects.toMatchObject({
    status: 503,
    problem: { what: "redis did not answer; it may or may not have counted" },
  });
  expect(client.keys).toHaveLength(1);
});

test("503 that says it did not count, when the server stays away", async () => {
  client.errors.push(...Array.from({ length: 50 }, () => new ClientOfflineError()));
  await expect(new RedisCounters(client, "", 150).increment("a")).rejects.toMatchObject({
    status: 503,
    problem: { what: "redis is not available; not counted" },
  });
});

test("a read is repeated after any lost connection", async () => {
  client.errors.push(new SocketClosedUnexpectedlyError(), new ClientOfflineError());
  expect(await new RedisCounters(client, "").read("a")).toBe(0);
});

test("what the server refuses for good is not repeated", async () => {
  client.errors.push(new SimpleError("NOPERM No permissions to access a key"));
  await expect(new RedisCounters(client, "").read("a")).rejects.toThrow("NOPERM");
  expect(client.keys).toHaveLength(1);
});
