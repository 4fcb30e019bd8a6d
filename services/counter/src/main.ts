import { run } from "@ballast/http";
import { renewingClient } from "@ballast/redis";
import { RedisCounters } from "./redis";
import { counterRoutes } from "./routes";

const client = renewingClient();
const store = new RedisCounters(client, process.env["REDIS_KEY_PREFIX"] ?? "counter:");

void client.connect();
void run({ routes: counterRoutes(store), dependencies: { redis: () => store.check() } }, () => {
  client.destroy();
  return Promise.resolve();
});
