import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as afterPoll, setTimeout as sleep } from "node:timers/promises";
import { readJson } from "./body";
import { HttpError } from "./errors";
import { describe, health, type Check } from "./health";
import type { Log } from "./log";
import { match, type Reply, type Route } from "./router";

export interface ServiceArgs {
  routes: Route[];
  /** Asked by `GET /health`. */
  dependencies: Record<string, Check>;
  log: Log;
}

export interface DrainTimes {
  /** How long it still accepts connections while /health says 503: a load balancer needs the time to turn away. */
  lingerMs: number;
  /** How long requests in flight have after that. */
  finishMs: number;
}

/** Of the event loop, when nothing happened in it. */
const shortTurnMs = 0.1;

/**
 * An HTTP server with JSON in and out, a request log and a drain. `GET /live` says that it runs, whatever it depends on;
 * `GET /health` says that it works.
 */
export class Service {
  private stopping = false;
  private readonly server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, (request, response) => {
    void this.serve(request, response);
  });
  private readonly routes: Route[];

  constructor(private readonly args: ServiceArgs) {
    this.routes = [
      { method: "GET", path: "/live", handle: () => Promise.resolve({ status: 200, body: { status: "alive" } }) },
      { method: "GET", path: "/health", handle: () => health(args.dependencies, this.stopping) },
      ...args.routes,
    ];
  }

  /** @returns the port, which the system chooses for 0 */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => this.server.once("error", reject).listen(port, resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** Resolves when the last request is answered, or cut off after the two times. */
  async drain({ lingerMs, finishMs }: DrainTimes): Promise<void> {
    this.stopping = true;
    await sleep(lingerMs);
    await this.nobodyWaits();
    const closed = new Promise((resolve) => this.server.close(resolve));
    const cut = setTimeout(() => this.server.closeAllConnections(), finishMs);
    await closed;
    clearTimeout(cut);
  }

  /**
   * Closing resets connections that are not accepted yet, so it comes right after a turn of the event loop that was short and found none.
   * Measured on a busy machine: a reset at 5 of 60 closes, against 52 of 60 without.
   */
  private async nobodyWaits(): Promise<void> {
    const end = performance.now() + 1000;
    let accepted: boolean;
    let start: number;
    const note = () => (accepted = true);
    this.server.on("connection", note);
    do {
      accepted = false;
      start = performance.now();
      await afterPoll();
    } while ((accepted || performance.now() - start > shortTurnMs) && performance.now() < end);
    this.server.off("connection", note);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    const [path = "", query] = (request.url ?? "").split("?", 2);
    const { reply, error } = await this.answer(request, path, query).then(
      (reply) => ({ reply, error: undefined }),
      (error: unknown) => ({ reply: toReply(error), error }),
    );
    if (this.stopping) response.setHeader("connection", "close");
    const body = Buffer.from(JSON.stringify(reply.body) + "\n");
    const headers = { "content-type": "application/json", "content-length": body.length, ...reply.headers };
    response.writeHead(reply.status, headers).end(body);
    this.args.log(reply.status < 500 ? "info" : "error", {
      method: request.method,
      path,
      status: reply.status,
      ms: Math.round(performance.now() - start),
      requestId: request.headers["x-request-id"],
      ...(error !== undefined && reply.status >= 500 ? { error: withCause(error) } : {}),
    });
  }

  private async answer(request: IncomingMessage, path: string, query?: string): Promise<Reply> {
    const { route, params } = match(this.routes, request.method ?? "", path);
    const json = route.takesJson ? await readJson(request) : undefined;
    return route.handle({ params, query: new URLSearchParams(query), json });
  }
}

function toReply(error: unknown): Reply {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.problem }, headers: error.headers };
  return { status: 500, body: { error: { what: "internal error" } } };
}

function withCause(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? describe(error) : `${describe(error)}: ${describe(cause)}`;
}
