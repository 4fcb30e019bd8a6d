export { bounded } from "./bounded";
export { pathOf, secretFile, wholeNumber } from "./env";
export { HttpError, invalid, unavailable } from "./errors";
export { describe } from "./health";
export { log, type Log } from "./log";
export { retry } from "./retry";
export type { Reply, Request, Route } from "./router";
export { run } from "./run";
export { Service, type DrainTimes, type ServiceArgs } from "./server";
