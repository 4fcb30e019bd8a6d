/** The script's logic under Node. Does NOT prove: that njs, which is not Node, runs it the same; test/docker asks the real one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { transformSync } from "esbuild";

interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, string>;
}
type Fetch = (url: string) => Promise<{ ok: boolean; status: number }>;

const source = readFileSync(join(__dirname, "../../../components/gateway/health.js"), "utf8");
const { code } = transformSync(source, { format: "cjs" });

async function ask(urls: Record<string, string>, fetch: Fetch): Promise<Answer> {
  const module = { exports: {} as { default: { health(r: unknown): Promise<void> } } };
  runInNewContext(code, { module, ngx: { fetch, log: () => {} }, setTimeout, clearTimeout });
  const headers: Record<string, string> = {};
  let answer: Answer | undefined;
  await module.exports.default.health({
    variables: { dependencies: JSON.stringify(urls) },
    headersOut: headers,
    return: (status: number, body: string) => (answer = { status, body: JSON.parse(body), headers }),
  });
  if (!answer) throw new Error("no answer");
  return answer;
}

const reply = (status: number) => Promise.resolve({ ok: status < 300, status });
const ms = expect.any(Number) as number;

test("200 when every application answers 2xx", async () => {
  expect(await ask({ notes: "http://notes/health", shop: "http://shop/up" }, () => reply(204))).toEqual({
    status: 200,
    body: {
      status: "healthy",
      dependencies: {
        notes: { status: "healthy", latencyMs: ms, httpStatus: 204 },
        shop: { status: "healthy", latencyMs: ms, httpStatus: 204 },
      },
    },
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  });
});

test("503 that names the one that does not", async () => {
  const { status, body } = await ask({ notes: "http://notes", shop: "http://shop" }, (url) => reply(url.includes("shop") ? 503 : 200));
  expect(status).toBe(503);
  expect(body).toMatchObject({
    status: "unhealthy",
    dependencies: { notes: { status: "healthy" }, shop: { status: "unhealthy", httpStatus: 503 } },
  });
});

test("a first look that meets a dead replica is followed by a second", async () => {
  let looks = 0;
  const { status } = await ask({ notes: "http://notes" }, () => (++looks === 1 ? Promise.reject(new Error("read timed out")) : reply(200)));
  expect([status, looks]).toEqual([200, 2]);
});

test("a failure says nothing about addresses", async () => {
  const { body } = await ask({ notes: "http://notes" }, () => Promise.reject(new Error("connect to 10.0.0.3 failed")));
  expect(body).toEqual({
    status: "unhealthy",
    dependencies: { notes: { status: "unhealthy", latencyMs: ms, error: "no answer" } },
  });
});

test("two silent applications take two seconds together", async () => {
  const begin = performance.now();
  const { status } = await ask({ notes: "http://notes", shop: "http://shop" }, () => new Promise(() => {}));
  expect(status).toBe(503);
  expect(performance.now() - begin).toBeLessThan(3900);
});
