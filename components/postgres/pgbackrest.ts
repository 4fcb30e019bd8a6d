import { certificateFolder } from "../certificates/folder";
import { backupPort, copyFolder, dataFolder, repositoryFolder, secretsFolder } from "../../services/drill/src/places";
import { archiveTimeout, longestArchiveTimeout } from "./archive-rules";
import { placeLines, type Repository } from "./repositories";

/** How the WAL is archived: the files below set it, and the stack's outputs tell it. */
export const archiving = {
  engine: "pgbackrest",
  stanza: "main",
  cipher: "aes-256-cbc",
  archiveTimeoutSeconds: archiveTimeout,
  rpoTargetSeconds: longestArchiveTimeout,
} as const;

/** The environment in which the engine finds its settings, */
export const settingsFile = { PGBACKREST_CONFIG: "/run/config/pgbackrest.conf" };
/** and the keys of its repositories. */
export const engineFiles = { ...settingsFile, PGBACKREST_CONFIG_INCLUDE_PATH: secretsFolder };

/** The server's socket once more, on the volume of its data: whoever may read all of that may connect. */
export const backupSocket = `${dataFolder}/run`;

const cluster = `
[${archiving.stanza}]
pg1-path=${dataFolder}/data
pg1-socket-path=${backupSocket}
`;

/**
 * Seconds without an answer after which one try at a bucket has failed. Six of them have to fail before the WAL goes to the other
 * repositories; with pgBackRest's own minute that would take six.
 */
const awayAfter = 5;
/** Seconds that a backup waits for WAL, which may be held up twice by another repository that is away. */
const patience = 180;

/** The engine's largest number of days; without one it warns that the repository may fill up. */
const forEver = 9999999;

const hasBucket = (repositories: Repository[]): boolean => repositories.some(({ type }) => type === "s3");

const repositoryLines = (repositories: Repository[]): string =>
  `${lines(
    repositories,
    (repository, number) =>
      `${placeLines(repository, number)}repo${number}-cipher-type=${archiving.cipher}\nrepo${number}-bundle=y\nrepo${number}-block=y\n`,
  )}compress-type=zst
process-max=2
${hasBucket(repositories) ? `io-timeout=${awayAfter}\n` : ""}log-level-file=off
`;

/**
 * For the server, which pushes its WAL to every repository. Passphrase and keys are secret files beside it. No archive-push-queue-max: where a
 * repository is away for long, that would drop WAL of all of them and say that it is kept.
 */
export function archiveConf(repositories: Repository[]): string {
  return `[global]
${repositoryLines(repositories)}archive-async=y
spool-path=${dataFolder}/spool
lock-path=/tmp/pgbackrest
log-level-console=warn
${cluster}`;
}

/**
 * For the sidecar that reads the server's files. It knows no repository.
 * @param client common name of the certificate that backup jobs show
 */
export function backupServerConf(client: string): string {
  return `[global]
tls-server-address=*
tls-server-port=${backupPort}
tls-server-ca-file=${certificateFolder}/ca.crt
tls-server-cert-file=${certificateFolder}/tls.crt
tls-server-key-file=${certificateFolder}/tls.key
tls-server-auth=${client}=${archiving.stanza}
lock-path=/tmp/pgbackrest
log-level-console=warn
log-level-file=off
${cluster}`;
}

/**
 * For the jobs that make backups. Their lock is on a volume that they share: no two of them write at once. Nothing expires by itself, nor
 * by the engine's own rule: the program that runs it decides what goes, and waits for a verification.
 * @param host of the sidecar
 */
export function backupConf(host: string, repositories: Repository[]): string {
  return `[global]
${repositoryLines(repositories)}${lines(
    repositories,
    (_, number) => `repo${number}-retention-full-type=time\nrepo${number}-retention-full=${forEver}\n`,
  )}expire-auto=n
start-fast=y
${hasBucket(repositories) ? `archive-timeout=${patience}\n` : ""}lock-path=${repositoryFolder}/lock
log-level-console=info
${cluster}pg1-host=${host}
pg1-host-type=tls
pg1-host-port=${backupPort}
pg1-host-ca-file=${certificateFolder}/ca.crt
pg1-host-cert-file=${certificateFolder}/tls.crt
pg1-host-key-file=${certificateFolder}/tls.key
`;
}

/** For the verification. It knows no server but its own copy. */
export const verificationConf = (repositories: Repository[]): string => restoringConf(repositories, copyFolder);

function restoringConf(repositories: Repository[], folder: string): string {
  return `[global]
${repositoryLines(repositories)}spool-path=${folder}/spool
lock-path=/tmp/pgbackrest
log-level-console=warn

[${archiving.stanza}]
pg1-path=${folder}/data
pg1-socket-path=${folder}
`;
}

/** For a restore, which fills the volume of a server that is not there yet. */
export const restoreConf = (repositories: Repository[]): string => restoringConf(repositories, dataFolder);

/** All of them have the same: it is one stack's, and escrowed once. */
export function passphraseConf(passphrase: string, repositories: Repository[]): string {
  return `[global]\n${lines(repositories, (_, number) => `repo${number}-cipher-pass=${passphrase}\n`)}`;
}

function lines(repositories: Repository[], of: (repository: Repository, number: number) => string): string {
  return repositories.map((repository, index) => of(repository, index + 1)).join("");
}
