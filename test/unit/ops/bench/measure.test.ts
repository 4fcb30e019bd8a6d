import { createServer as createHttp, type RequestListener, type Server } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { issueAuthority, issueLeaf, type Pair } from "../../../../components/certificates/x509";
import { measure } from "../../../../ops/bench/measure";

let server: Server;
let connections = 0;
let running = 0;
let most = 0;

/** @returns its port */
async function listen(made: Server): Promise<number> {
  server = made;
  connections = running = most = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const answering =
  (status: () => number): RequestListener =>
  (_request, response) => {
    most = Math.max(most, ++running);
    setTimeout(() => {
      running--;
      response.writeHead(status()).end("x");
    }, 5);
  };

afterEach(() => new Promise((resolve) => server.close(resolve)));

test("keeps its connections open, asks with all of them at once and with no more, and stops in time", async () => {
  const port = await listen(createHttp(answering(() => 200)));
  const { latencies, errors, seconds } = await measure({ url: `http://127.0.0.1:${port}/health`, duration: 300, concurrency: 3 });
  expect({ errors, connections, most }).toEqual({ errors: {}, connections: 3, most: 3 });
  // Each connection asked more than once; how often, a busy machine decides.
  expect(latencies.length).toBeGreaterThan(2 * connections);
  expect(Math.min(...latencies)).toBeGreaterThanOrEqual(4);
  expect(seconds).toBeGreaterThanOrEqual(0.3);
  expect(seconds).toBeLessThan(1);
});

test("an answer that says no is an error of its kind, not a latency", async () => {
  let count = 0;
  const port = await listen(createHttp(answering(() => (count++ % 2 === 0 ? 200 : 503))));
  const { latencies, errors } = await measure({ url: `http://127.0.0.1:${port}/`, duration: 200, concurrency: 1 });
  expect(Object.keys(errors)).toEqual(["HTTP 503"]);
  expect(latencies.length + (errors["HTTP 503"] ?? 0)).toBe(count);
  expect(latencies.length).toBe(Math.ceil(count / 2));
});

test("a server that is not there is an error, and is not asked as fast as it refuses", async () => {
  const port = await listen(createHttp(answering(() => 200)));
  await new Promise((resolve) => server.close(resolve));
  const { latencies, errors } = await measure({ url: `http://127.0.0.1:${port}/`, duration: 200, concurrency: 1 });
  expect({ latencies, kinds: Object.keys(errors) }).toEqual({ latencies: [], kinds: ["ECONNREFUSED"] });
  expect(errors["ECONNREFUSED"]).toBeLessThan(12);
  server = createHttp().listen(0);
});

describe("over HTTPS", () => {
  let authority: Pair;
  let leaf: Pair;
  beforeAll(async () => {
    authority = await issueAuthority("test", 10);
    leaf = await issueLeaf(["127.0.0.1"], 10, authority);
  });
  const https = (): Server =>
    createHttps(
      { cert: leaf.certificate, key: leaf.key },
      answering(() => 200),
    );

  test("trusts the authority it was given", async () => {
    const port = await listen(https());
    const load = { url: `https://127.0.0.1:${port}/`, duration: 100, concurrency: 1, authority: authority.certificate };
    const { latencies, errors } = await measure(load);
    expect(errors).toEqual({});
    expect(latencies.length).toBeGreaterThan(0);
  });

  test("and no other", async () => {
    const port = await listen(https());
    const stranger = await issueAuthority("stranger", 10);
    const load = { url: `https://127.0.0.1:${port}/`, duration: 100, concurrency: 1, authority: stranger.certificate };
    const { latencies, errors } = await measure(load);
    expect(latencies).toEqual([]);
    expect(Object.keys(errors)).toHaveLength(1);
    expect(Object.keys(errors)[0]).toMatch(/CERT|SIGNATURE|ISSUER/);
  });
});
