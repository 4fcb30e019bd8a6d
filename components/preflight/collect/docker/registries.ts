import { connect } from "node:net";
import type { Registry } from "./facts";

/** Opens and closes a connection. @throws Error when there is none in time */
export type Connect = (host: string, port: number, limit: number) => Promise<void>;

/** @returns host and port of the registry that a reference is pulled from */
export function registryOf(reference: string): { host: string; port: number } {
  const [first = "", ...rest] = reference.split("/");
  const named = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (!named || first === "docker.io") return { host: "registry-1.docker.io", port: 443 };
  const [host = first, port] = first.split(":");
  return { host, port: Number(port ?? 443) };
}

/** @param limit milliseconds */
export function registryFacts(references: string[], open: Connect, limit: number): Promise<Registry[]> {
  const registries = new Map(references.map(registryOf).map((registry) => [`${registry.host}:${registry.port}`, registry]));
  return Promise.all(
    [...registries.values()].map(({ host, port }) =>
      open(host, port, limit).then(
        () => ({ host }),
        (error: Error) => ({ host, error: error.message }),
      ),
    ),
  );
}

export const openConnection: Connect = (host, port, limit) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const late = setTimeout(() => socket.destroy(new Error(`no connection within ${limit / 1000} s`)), limit);
    socket.once("connect", () => resolve(void socket.destroy()));
    socket.once("error", reject);
    socket.once("close", () => clearTimeout(late));
  });
