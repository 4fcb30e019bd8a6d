import { run, secretFile } from "@ballast/http";
import { redisClient } from "./client";
import { RedisCounters } from "./redis";
import { counterRoutes } from "./routes";

const client = redisClient(secretFile("REDIS_URL_FILE"));
const store = new RedisCounters(client, process.env["REDIS_KEY_PREFIX"] ?? "counter:");

void client.connect();
void run({ routes: counterRoutes(store), dependencies: { redis: () => store.check() } }, () => {
  client.destroy();
  return Promise.resolve();
});
