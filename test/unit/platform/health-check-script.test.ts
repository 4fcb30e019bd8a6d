/** The scripts that Docker runs inside a container, run for real by bash. Does NOT prove: that the image has bash, or Docker's own part. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { healthCheck } from "../../../components/platform/docker/health-check";
import type { Probe, ProbeCheck } from "../../../components/platform/workload";

interface Ended {
  code: number;
  output: string;
  /** Seconds. */
  took: number;
}

// Each test starts processes, which takes its time on a busy machine; the checks themselves are bounded.
jest.setTimeout(60_000);

let folder: string;
const servers: { server: Server; sockets: Set<Socket> }[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-health-"));
});

afterEach(() => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const probe = (check: ProbeCheck, timeout = 20): Probe => ({ check, initialDelay: 0, period: 5, timeout, failures: 3 });

/** Runs the script of a readiness check. A script with a liveness part must not come here: it ends all processes it may. */
function run(check: ProbeCheck, timeout?: number): Promise<Ended> {
  return bash(healthCheck({ readiness: probe(check, timeout) }).tests[3] as string);
}

function bash(script: string): Promise<Ended> {
  const start = Date.now();
  if (/(?<!echo )\bkill\b/.test(script)) throw new Error("the script would end processes of this machine");
  return new Promise((resolve) => {
    execFile("bash", ["-c", script], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr, took: (Date.now() - start) / 1000 });
    });
  });
}

/** @returns the port it listens on */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function answering(status: number, body = "ok\n"): Promise<number> {
  return listen(createHttpServer((_request, response) => response.writeHead(status).end(body)));
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("over HTTP", () => {
  test.each([200, 204, 301, 399])("passes on %i", async (status) => {
    expect(await run({ http: "/health", port: await answering(status) })).toMatchObject({ code: 0 });
  });

  test.each([400, 404, 500, 503])("fails on %i and tells status and body", async (status) => {
    const { code, output } = await run({ http: "/health", port: await answering(status, "starting\nno database\n") });
    expect(code).not.toBe(0);
    expect(output).toBe(`HTTP ${status} no database\n`);
  });

  test("fails when nothing listens", async () => {
    const { code, output } = await run({ http: "/health", port: await closedPort() });
    expect(code).not.toBe(0);
    expect(output).toMatch(/Connection refused/);
  });

  test("is bounded when the server takes the connection and never answers", async () => {
    const { code, took } = await run({ http: "/health", port: await listen(createServer(() => undefined)) }, 1);
    expect(code).toBe(124);
    expect(took).toBeGreaterThanOrEqual(0.9);
    expect(took).toBeLessThan(15);
  });

  test("is bounded when the server answers and never ends", async () => {
    const server = createServer((socket) => socket.write("HTTP/1.0 200 OK\r\n\r\nand then"));
    expect(await run({ http: "/health", port: await listen(server) }, 1)).toMatchObject({ code: 124 });
  });

  test("fails when the server hangs up without an answer", async () => {
    const port = await listen(createServer((socket) => socket.end()));
    expect((await run({ http: "/", port })).code).not.toBe(0);
  });

  test("shows at most 400 characters of the body", async () => {
    const { output } = await run({ http: "/", port: await answering(500, "x".repeat(10_000)) });
    expect(output).toBe(`HTTP 500 ${"x".repeat(400)}\n`);
  });

  test("asks for the path as it is, whatever is in it", async () => {
    const heard: string[] = [];
    const port = await listen(
      createServer((socket) => {
        let text = "";
        socket.on("data", (data) => {
          text += data.toString();
          if (!text.endsWith("\r\n\r\n")) return;
          heard.push(text);
          socket.end("HTTP/1.0 200 OK\r\n\r\n");
        });
      }),
    );
    const hostile = [
      "/'",
      "/$(touch injected)",
      "/`touch injected`",
      "/%s%n\\r\\n",
      "/'; touch injected; '",
      '/"$HOME"',
      "/a b",
      "/{a,b}*?~",
      "/é",
    ];
    for (const path of hostile) {
      expect(await run({ http: path, port })).toMatchObject({ code: 0 });
      expect(heard.pop()).toBe(`GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
    }
    expect(existsSync(join(folder, "injected"))).toBe(false);
  });
});

describe("over TCP", () => {
  test("passes when something listens, even if it never speaks", async () => {
    expect(await run({ tcp: await listen(createServer(() => undefined)) })).toMatchObject({ code: 0, output: "" });
  });

  test("fails when nothing listens", async () => {
    expect((await run({ tcp: await closedPort() })).code).not.toBe(0);
  });
});

describe("by a command", () => {
  test("passes and fails as the command does, with its words", async () => {
    expect(await run({ command: ["echo", "all", "well"] })).toMatchObject({ code: 0, output: "all well\n" });
    expect(await run({ command: ["bash", "-c", "echo not yet; exit 7"] })).toMatchObject({ code: 7, output: "not yet\n" });
  });

  test("fails when there is no such command", async () => {
    expect(await run({ command: ["no-such-command"] })).toMatchObject({ code: 127 });
  });

  test("is bounded when the command does not end", async () => {
    const { code, took } = await run({ command: ["sleep", "60"] }, 1);
    expect(code).toBe(124);
    expect(took).toBeLessThan(15);
  });

  test("hands over every word as it is: nothing is expanded, split or run", async () => {
    const word = fc
      .oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(
          "$(touch injected)",
          "`touch injected`",
          "'; touch injected; '",
          "$HOME",
          "*",
          "~",
          "\\",
          "'",
          "''",
          '"',
          "\n",
          "-n",
          "#",
          "",
        ),
      )
      .filter((text) => !text.includes("\0"));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 30 }), async (words) => {
        const { code, output } = await run({ command: ["printf", "%s\\0", ...words] });
        expect({ code, words: output.split("\0").slice(0, -1) }).toEqual({ code: 0, words });
      }),
      { numRuns: 30 },
    );
    expect(existsSync(join(folder, "injected"))).toBe(false);
  });
});

/** The liveness part counts in a file and kills; here it counts in a file of the test's own and tells whom it would have killed. */
describe("liveness", () => {
  const harmless = (liveness: Probe, count: string) =>
    (healthCheck({ readiness: probe({ command: ["true"] }), liveness }).tests[3] as string)
      .replaceAll("/tmp/.liveness", count)
      .replaceAll("kill -", "echo kill -");
  const dead = (initialDelay: number): Probe => ({ ...probe({ command: ["false"] }), period: 5, failures: 3, initialDelay });

  test("asks the main process to stop at the third failure, and kills everything from the fourth on", async () => {
    const script = harmless(dead(-1), join(folder, "count-1"));
    const told: string[] = [];
    for (let i = 0; i < 5; i++) told.push((await bash(script)).output.trim());
    expect(told).toEqual(["", "", "kill -TERM 1", "kill -KILL -1", "kill -KILL -1"]);
  });

  test("forgets failures as soon as it lives again", async () => {
    const count = join(folder, "count-2");
    const script = harmless(dead(-1), count);
    const well = harmless({ ...dead(-1), check: { command: ["true"] } }, count);
    await bash(script);
    await bash(script);
    expect(readFileSync(count, "utf8")).toBe("2\n");
    expect((await bash(well)).output).toBe("");
    expect(existsSync(count)).toBe(false);
    expect((await bash(script)).output).toBe("");
    expect(readFileSync(count, "utf8")).toBe("1\n");
  });

  test("counts nothing before its initial delay is over", async () => {
    const count = join(folder, "count-3");
    expect((await bash(harmless(dead(2_000_000_000), count))).output).toBe("");
    expect(existsSync(count)).toBe(false);
  });

  test("leaves the verdict to readiness", async () => {
    const script = healthCheck({
      readiness: probe({ command: ["bash", "-c", "exit 9"] }),
      liveness: { ...dead(-1), check: { command: ["true"] } },
    }).tests[3];
    const own = (script as string).replaceAll("/tmp/.liveness", join(folder, "count-4")).replaceAll("kill -", "echo kill -");
    expect(await bash(own)).toMatchObject({ code: 9, output: "" });
  });
});
