import { run } from "@ballast/http";
import { createSchema, postgresPool } from "@ballast/postgres";
import { PostgresNotes, schema } from "./postgres";
import { noteRoutes } from "./routes";

const pool = postgresPool();
const store = new PostgresNotes(pool);

void createSchema(pool, "notes", schema);
void run({ routes: noteRoutes(store), dependencies: { postgres: () => store.check() } }, () => pool.end());
