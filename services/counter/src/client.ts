import { log } from "@ballast/http";
import { createClient } from "redis";

/** Not connected yet; once it is asked to connect it never gives up. */
export function redisClient(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // With a ping every second, three silent ones are a lost server that never closed its connection.
    pingInterval: 1000,
    socket: { connectTimeout: 1000, socketTimeout: 3000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 500) },
  });
  client.on("error", (error: Error) => log("error", { event: "redis connection", error: error.message }));
  return client;
}
