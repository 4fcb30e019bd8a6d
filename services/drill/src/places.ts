/** Where the program meets what is around it, in one place for it and for those that deploy it. Imports nothing. */

/** The servers that are backed up. */
export const postgresPort = 5432;
export const redisPort = 6379;
/** Where the program answers that hands the server's files to backup jobs. */
export const backupPort = 8432;
/** Where a server has its data, and what fills the volume of a generation has it as well. */
export const dataFolder = "/pgdata";
/** Where a verification restores to. */
export const copyFolder = "/copy";
/** The volume with a repository, or with the lock of the backup jobs alone. */
export const repositoryFolder = "/repository";
/** Where files are that each hold all of a store's data. */
export const filesFolder = "/backups";
/** Where evidence is kept. */
export const evidenceFolder = "/evidence";
/** What else a recovery needs: each backup keeps the file in this folder. */
export const configurationFolder = "/run/configuration";
export const configurationName = "configuration.json";
/** Where a container has its secrets. */
export const secretsFolder = "/run/secrets";
