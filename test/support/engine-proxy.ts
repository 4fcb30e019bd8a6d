import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";

/** Where the real engine listens. */
const engine = (process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock").replace("unix://", "");

/**
 * A Docker engine on a socket of its own that is the real one but for what it says of itself.
 * @param info fields of `docker info` that it gives instead of the real ones
 * @param delay milliseconds until it answers `docker info`
 */
export async function engineProxy(
  socket: string,
  info: Record<string, unknown>,
  delay: number,
): Promise<{ host: string; close: () => void }> {
  const server = createServer((asked, answer) => forward(asked, answer, info, delay));
  server.listen(socket);
  await once(server, "listening");
  return { host: `unix://${socket}`, close: () => server.close() };
}

function forward(asked: IncomingMessage, answer: ServerResponse, info: Record<string, unknown>, delay: number): void {
  const { method, url: path = "", headers } = asked;
  const onwards = request({ socketPath: engine, method, path, headers }, (reply) => {
    const status = reply.statusCode ?? 502;
    if (!/\/info$/.test(path)) {
      answer.writeHead(status, reply.headers);
      reply.pipe(answer);
      return;
    }
    const chunks: Buffer[] = [];
    reply.on("data", (chunk: Buffer) => chunks.push(chunk));
    reply.on("end", () => {
      const real = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const changed = JSON.stringify({ ...real, ...info });
      setTimeout(() => answer.writeHead(status, { "content-type": "application/json" }).end(changed), delay);
    });
  });
  onwards.on("error", () => answer.destroy());
  asked.pipe(onwards);
}
