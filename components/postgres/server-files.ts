import { certificateFolder } from "../certificates/folder";
import { archiving, backupSocket } from "./pgbackrest";

/** @param tuning postgresql.conf names and values */
export function postgresqlConf(tuning: Record<string, string>): string {
  const settings: Record<string, string> = {
    listen_addresses: "*",
    unix_socket_directories: `/run/postgresql, ${backupSocket}`,
    hba_file: "/run/config/pg_hba.conf",
    ident_file: "/run/config/pg_ident.conf",
    password_encryption: "scram-sha-256",
    ssl: "on",
    ssl_ca_file: `${certificateFolder}/ca.crt`,
    ssl_cert_file: `${certificateFolder}/tls.crt`,
    ssl_key_file: `${certificateFolder}/tls.key`,
    shared_preload_libraries: "pg_stat_statements",
    // A logical slot is the only way to describe a moment that a restored copy can be brought to again.
    wal_level: "logical",
    archive_mode: "on",
    archive_command: `pgbackrest --stanza=${archiving.stanza} archive-push %p`,
    archive_timeout: `${archiving.archiveTimeoutSeconds}s`,
    wal_compression: "lz4",
    log_line_prefix: "%m [%p] %q%u@%d ",
    log_min_duration_statement: "100ms",
    log_lock_waits: "on",
    log_autovacuum_min_duration: "1min",
    idle_in_transaction_session_timeout: "10min",
    timezone: "UTC",
    log_timezone: "UTC",
    ...tuning,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join("");
}

/** Reads everything, for backups. It has no password: it comes in with the certificate of the backup jobs. */
const backupRole = "ballast_backup";
/** Makes the dumps. The images' scripts call it so, and so does its certificate. */
export const dumpRole = "postgres-dump";

/**
 * The superuser comes in over the socket of its own container only; everybody else over TLS, with a certificate of the stack's authority
 * and a password, or, the one that makes dumps, with the certificate of its name.
 */
export const pgHbaConf = `# TYPE   DATABASE  USER            ADDRESS  METHOD
local    all       postgres                 peer
host     all       postgres        all      reject
hostssl  all       ${backupRole}  all      cert map=backup
hostssl  all       ${dumpRole}   all      cert
hostssl  all       all             all      scram-sha-256 clientcert=verify-ca
`;

/** @param client common name of the certificate that backup jobs show */
export function pgIdentConf(client: string): string {
  return `# MAP   CERTIFICATE      USER\nbackup  ${client}  ${backupRole}\n`;
}
