import { filesFolder } from "../../rules/files";

export const schedulerFolder = "/opt/supercronic";

/** The one program that runs jobs by the clock: it never starts a job that still runs. */
export const schedulerProgram = `${schedulerFolder}/supercronic`;

/** One crontab line, in the container's files. */
export const crontab = `${filesFolder}/crontab`;
