export { redisClient, type TlsFiles } from "./client";
export { RenewingClient, renewingClient } from "./renewing-client";
