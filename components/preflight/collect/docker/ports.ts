import { createServer } from "node:net";
import type { PortFact } from "./facts";
import { listenersOn } from "./listeners";

type Address = Pick<PortFact, "address" | "port">;

/** Tries to bind each for a moment, and asks the kernel who listens. */
export async function portFacts(wanted: Address[]): Promise<PortFact[]> {
  const listeners = await listenersOn(wanted.map(({ port }) => port));
  return Promise.all(
    wanted.map(async ({ address, port }) => ({
      address,
      port,
      bind: await bind(address, port),
      listeners: listeners
        .filter((listener) => listener.port === port)
        .map(({ address: at, process }) => ({ address: at, ...(process && { process }) })),
    })),
  );
}

/** @returns `free`, or the system's error code */
function bind(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve("free")));
  });
}
