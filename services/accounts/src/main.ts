import { run } from "@ballast/http";
import { createSchema, postgresPool } from "@ballast/postgres";
import { PostgresAccounts, schema } from "./postgres";
import { accountRoutes } from "./routes";

const pool = postgresPool();
const store = new PostgresAccounts(pool);

void createSchema(pool, "accounts", schema);
void run({ routes: accountRoutes(store), dependencies: { postgres: () => store.check() } }, () => pool.end());
