import { serviceImage } from "../platform/images";

/** The program that makes backups of Postgres and restores everything, with the same servers as the stack's. */
export const drillImage = serviceImage("drill", { like: ["postgres", "redis"] });
