/** Seconds a database may take to stop: its last checkpoint can be long. */
export const databaseStopTimeout = 120;

export { postgresPort, redisPort } from "../../services/drill/src/places";

/** Services that hold data, by the names they have in the stack. */
export const databaseServices = ["postgres", "redis"];
