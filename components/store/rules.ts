/** Seconds a database may take to stop: its last checkpoint can be long. */
export const databaseStopTimeout = 120;

export { postgresPort } from "../../services/drill/src/places";
export const redisPort = 6379;

/** Services that hold data, by the names they have in the stack. */
export const databaseServices = ["postgres", "redis"];
