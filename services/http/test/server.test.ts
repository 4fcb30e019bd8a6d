import { request, type IncomingMessage } from "node:http";
import type { Log } from "../src/log";
import type { Route } from "../src/router";
import { Service } from "../src/server";

type Line = Record<string, unknown>;

let lines: Line[];
let running: Service | undefined;

const log: Log = (level, fields) => void lines.push({ level, ...fields });
const quickly = { lingerMs: 0, finishMs: 50 };

const echo: Route = { method: "POST", path: "/echo", takesJson: true, handle: ({ json }) => Promise.resolve({ status: 200, body: json }) };
const broken: Route = { method: "GET", path: "/broken", handle: () => Promise.reject(new Error("password wrong for user x")) };

async function start(routes: Route[], dependencies = {}): Promise<string> {
  running = new Service({ routes, dependencies, log });
  return `http://127.0.0.1:${await running.listen(0)}`;
}

function post(url: string, body: string, type = "application/json"): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "content-type": type } });
}

beforeEach(() => {
  lines = [];
});
afterEach(() => running?.drain(quickly));

describe("requests", () => {
  test("JSON in, JSON out", async () => {
    const response = await post(`${await start([echo])}/echo?x=1`, '{"a":[1,"ü"]}', "application/json; charset=utf-8");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ a: [1, "ü"] });
  });

  test("refuses another type with 415", async () => {
    const response = await post(`${await start([echo])}/echo`, "a=1", "text/plain");
    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({ error: { what: "content-type", got: "text/plain", allowed: "application/json" } });
  });

  test("refuses what does not parse with 400", async () => {
    expect((await post(`${await start([echo])}/echo`, "{")).status).toBe(400);
  });

  test("takes 64 KiB and refuses one byte more with 413", async () => {
    const url = `${await start([echo])}/echo`;
    const body = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));
    expect((await post(url, body(64 * 1024))).status).toBe(200);
    expect((await post(url, body(64 * 1024 + 1))).status).toBe(413);
  });

  test("counts a body without a length as it comes", async () => {
    const url = `${await start([echo])}/echo`;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(url, { method: "POST", headers: { "content-type": "application/json" } }, resolve).on("error", reject);
      sent.write("x".repeat(64 * 1024));
      sent.write("x");
    });
    expect([response.statusCode, response.headers.connection]).toEqual([413, "close"]);
    response.destroy();
  });

  test("tells a client nothing about an error of its own", async () => {
    const response = await fetch(`${await start([broken])}/broken`);
    expect([response.status, await response.json()]).toEqual([500, { error: { what: "internal error" } }]);
  });
});

describe("log", () => {
  test("one line a request: no query, no body", async () => {
    await post(`${await start([echo])}/echo?token=secret`, '"private"');
    expect(lines).toEqual([
      { level: "info", method: "POST", path: "/echo", status: 200, ms: expect.any(Number) as number, requestId: undefined },
    ]);
  });

  test("the cause of a failure", async () => {
    await fetch(`${await start([broken])}/broken`, { headers: { "x-request-id": "abc" } });
    expect(lines).toMatchObject([{ level: "error", status: 500, requestId: "abc", error: "password wrong for user x" }]);
  });
});

describe("health", () => {
  const good = () => Promise.resolve();
  const bad = () => Promise.reject(new Error("connection refused"));
  const silent = () => new Promise(() => {});

  test("200 when every dependency works", async () => {
    const response = await fetch(`${await start([], { store: good })}/health`);
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: "healthy", dependencies: { store: { status: "healthy", latencyMs: expect.any(Number) as number } } },
    ]);
  });

  test("503 that names the one that does not", async () => {
    const response = await fetch(`${await start([], { good, bad })}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      status: "unhealthy",
      dependencies: { good: { status: "healthy" }, bad: { status: "unhealthy", error: "connection refused" } },
    });
  });

  test("two silent dependencies take two seconds together", async () => {
    const url = await start([], { one: silent, two: silent });
    const begin = performance.now();
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ dependencies: { two: { error: "no answer within 2000 ms" } } });
    expect(performance.now() - begin).toBeLessThan(3900);
  });

  test("a dependency does not decide whether it is alive", async () => {
    expect((await fetch(`${await start([], { bad })}/live`)).status).toBe(200);
  });
});

describe("drain", () => {
  function slow() {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const route: Route = {
      method: "GET",
      path: "/slow",
      handle: async () => {
        arrive();
        await answered;
        return { status: 200, body: "late" };
      },
    };
    return { route, arrived, answer };
  }

  test("answers what is in flight with Connection: close, then refuses", async () => {
    const { route, arrived, answer } = slow();
    const url = await start([route]);
    const inFlight = fetch(`${url}/slow`);
    await arrived;
    const drained = running?.drain({ lingerMs: 0, finishMs: 5000 });
    answer();
    const response = await inFlight;
    expect([response.status, response.headers.get("connection"), await response.json()]).toEqual([200, "close", "late"]);
    await drained;
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
  });

  test("still serves while it lingers, and says that it is stopping", async () => {
    const url = await start([echo]);
    const drained = running?.drain({ lingerMs: 500, finishMs: 50 });
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toEqual([503, { status: "unhealthy", error: "stopping", dependencies: {} }]);
    expect((await post(`${url}/echo`, "1")).status).toBe(200);
    await drained;
  });

  test("cuts off what takes too long", async () => {
    const { route, arrived } = slow();
    const inFlight = fetch(`${await start([route])}/slow`);
    await arrived;
    const cut = expect(inFlight).rejects.toThrow("fetch failed");
    await running?.drain({ lingerMs: 0, finishMs: 100 });
    await cut;
  });
});
