/** Does NOT prove: that Postgres takes these files; test/docker starts them. */
import fc from "fast-check";
import { pgHbaConf, postgresqlConf } from "../../../components/postgres/server-files";

/** postgresql.conf as Postgres reads it: the last value of a name counts. */
function parsed(conf: string): Record<string, string> {
  return Object.fromEntries(
    conf
      .trimEnd()
      .split("\n")
      .map((line) => /^([a-z_.]+) = '([^']*)'$/.exec(line)?.slice(1) ?? [line, "UNREADABLE"]) as [string, string][],
  );
}

test("postgresql.conf, whole", () => {
  expect(postgresqlConf({ max_connections: "100", shared_buffers: "256MB" })).toBe(`listen_addresses = '*'
unix_socket_directories = '/run/postgresql, /pgdata/run'
hba_file = '/run/config/pg_hba.conf'
password_encryption = 'scram-sha-256'
ssl = 'on'
ssl_ca_file = '/run/certificates/ca.crt'
ssl_cert_file = '/run/certificates/tls.crt'
ssl_key_file = '/run/certificates/tls.key'
shared_preload_libraries = 'pg_stat_statements'
wal_level = 'replica'
archive_mode = 'on'
archive_command = 'pgbackrest --stanza=main archive-push %p'
archive_timeout = '40s'
wal_compression = 'lz4'
log_line_prefix = '%m [%p] %q%u@%d '
log_min_duration_statement = '100ms'
log_lock_waits = 'on'
log_autovacuum_min_duration = '1min'
idle_in_transaction_session_timeout = '10min'
timezone = 'UTC'
log_timezone = 'UTC'
max_connections = '100'
shared_buffers = '256MB'
`);
});

test("every line is a name and a quoted value, whatever the tuning", () => {
  const tuning = fc.dictionary(fc.stringMatching(/^[a-z_]{1,20}$/), fc.stringMatching(/^[0-9.]{1,6}(MB|s)?$/));
  fc.assert(
    fc.property(tuning, (settings) => {
      expect(parsed(postgresqlConf(settings))).toEqual({ ...parsed(postgresqlConf({})), ...settings });
    }),
  );
});

test("archives from the first start, and an idle server within a minute", () => {
  const settings = parsed(postgresqlConf({}));
  expect(settings).toMatchObject({ wal_level: "replica", archive_mode: "on" });
  const seconds = Number.parseInt(settings.archive_timeout as string, 10);
  expect(settings.archive_timeout).toBe(`${seconds}s`);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(60);
});

test("pg_hba.conf, whole: the superuser over its own socket only, everybody else over TLS, with a certificate and, but for the dumps, a password", () => {
  expect(pgHbaConf).toBe(`# TYPE   DATABASE  USER           ADDRESS  METHOD
local    all       postgres                peer
host     all       postgres       all      reject
hostssl  all       postgres-dump  all      cert
hostssl  all       all            all      scram-sha-256 clientcert=verify-ca
`);
  expect(pgHbaConf).not.toMatch(/\b(trust|password|md5|ident)\b/);
});
