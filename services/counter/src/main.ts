import { log, run, secretFile } from "@ballast/http";
import { createClient } from "redis";
import { RedisCounters } from "./redis";
import { counterRoutes } from "./routes";

const client = createClient({
  url: secretFile("REDIS_URL_FILE"),
  disableOfflineQueue: true,
  // With a ping every second, three silent ones are a lost server that never closed its connection.
  pingInterval: 1000,
  socket: { connectTimeout: 1000, socketTimeout: 3000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 500) },
});
client.on("error", (error: Error) => log("error", { event: "redis connection", error: error.message }));

const store = new RedisCounters(client, process.env["REDIS_KEY_PREFIX"] ?? "counter:");

// It never ends: the strategy above always tries again.
void client.connect();
void run({ routes: counterRoutes(store), dependencies: { redis: () => store.check() } }, () => {
  client.destroy();
  return Promise.resolve();
});
