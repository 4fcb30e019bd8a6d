import { certificateFolder } from "../certificates/folder";
import { archiveTimeout, longestArchiveTimeout } from "./archive-rules";

/** How the WAL is archived: the files below set it, and the stack's outputs tell it. */
export const archiving = {
  engine: "pgbackrest",
  stanza: "main",
  cipher: "aes-256-cbc",
  archiveTimeoutSeconds: archiveTimeout,
  rpoTargetSeconds: longestArchiveTimeout,
} as const;

/** The server's socket once more, on the volume of its data: whoever may read all of that may connect. */
export const backupSocket = "/pgdata/run";
/** Where the program answers that hands the server's files to backup jobs. */
export const backupPort = 8432;

const cluster = `
[${archiving.stanza}]
pg1-path=/pgdata/data
pg1-socket-path=${backupSocket}
`;

const repository = `repo1-path=/repository
repo1-cipher-type=${archiving.cipher}
repo1-bundle=y
repo1-block=y
compress-type=zst
process-max=2
log-level-file=off
`;

/** For the server, which pushes its WAL. The cipher's passphrase is a secret file beside it. */
export const archiveConf = `[global]
${repository}archive-async=y
spool-path=/pgdata/spool
lock-path=/tmp/pgbackrest
log-level-console=warn
${cluster}`;

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
 * For the jobs that make backups. Their lock is in the repository they share: no two of them write at once. Nothing expires by itself: that
 * waits for a verification.
 * @param host of the sidecar
 */
export function backupConf(host: string, retentionDays: number): string {
  return `[global]
${repository}repo1-retention-full-type=time
repo1-retention-full=${retentionDays}
expire-auto=n
start-fast=y
lock-path=/repository/lock
log-level-console=info
${cluster}pg1-host=${host}
pg1-host-type=tls
pg1-host-port=${backupPort}
pg1-host-ca-file=${certificateFolder}/ca.crt
pg1-host-cert-file=${certificateFolder}/tls.crt
pg1-host-key-file=${certificateFolder}/tls.key
`;
}

/** Where a verification restores to. */
export const copyFolder = "/copy";

/** For the verification, which reads the repository and cannot write into it. It knows no server but its own copy. */
export const verificationConf = `[global]
${repository}spool-path=${copyFolder}/spool
lock-path=/tmp/pgbackrest
log-level-console=warn

[${archiving.stanza}]
pg1-path=${copyFolder}/data
pg1-socket-path=${copyFolder}
`;

export function passphraseConf(passphrase: string): string {
  return `[global]\nrepo1-cipher-pass=${passphrase}\n`;
}
