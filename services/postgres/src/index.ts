export { isAway, patiently } from "./away";
export { postgresPool, type Queryable } from "./pool";
export { createSchema } from "./schema";
