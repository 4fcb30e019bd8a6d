import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { log } from "@ballast/http";
import { createClient } from "redis";

/** Paths of PEM files: the authority to trust, and what this service shows. */
export interface TlsFiles {
  ca: string;
  cert: string;
  key: string;
}

/**
 * Not connected yet; once it is asked to connect it never gives up.
 * @throws Error when a file cannot be read, or the key does not fit the certificate
 */
export function redisClient(url: string, files?: TlsFiles) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // With a ping every second, three silent ones are a lost server that never closed its connection.
    pingInterval: 1000,
    socket: {
      connectTimeout: 1000,
      socketTimeout: 3000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 500),
      ...(files && { tls: true, ...read(files) }),
    },
  });
  client.on("error", (error: Error) => log("error", { event: "redis connection", error: error.message }));
  return client;
}

function read({ ca, cert, key }: TlsFiles) {
  const tls = { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) };
  createSecureContext(tls);
  return tls;
}
