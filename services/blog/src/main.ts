import { run } from "@ballast/http";
import { createSchema, postgresPool } from "@ballast/postgres";
import { renewingClient } from "@ballast/redis";
import { PostgresPosts, schema } from "./postgres";
import { RedisHot } from "./redis";
import { postRoutes } from "./routes";

const pool = postgresPool();
const store = new PostgresPosts(pool);
const client = renewingClient();
const hot = new RedisHot(client, process.env["REDIS_KEY_PREFIX"] ?? "blog:");

void createSchema(pool, "blog", schema);
void client.connect();
void run({ routes: postRoutes(store, hot), dependencies: { postgres: () => store.check(), redis: () => hot.check() } }, async () => {
  client.destroy();
  await pool.end();
});
