import { pathOf, run, secretFile } from "@ballast/http";
import { RedisCounters } from "./redis";
import { RenewingClient } from "./renewing-client";
import { counterRoutes } from "./routes";

const client = new RenewingClient(secretFile("REDIS_URL_FILE"), {
  ca: pathOf("TLS_CA_FILE"),
  cert: pathOf("TLS_CERT_FILE"),
  key: pathOf("TLS_KEY_FILE"),
});
const store = new RedisCounters(client, process.env["REDIS_KEY_PREFIX"] ?? "counter:");

void client.connect();
void run({ routes: counterRoutes(store), dependencies: { redis: () => store.check() } }, () => {
  client.destroy();
  return Promise.resolve();
});
