/** Does NOT prove: that pgBackRest takes these files; test/docker/backup.test.ts makes backups with them. */
import { archiveConf, backupConf, backupServerConf, passphraseConf } from "../../../components/postgres/pgbackrest";

test("of the server, whole: encrypted, without the passphrase, and nothing that changes with the retention (BR1, BR8)", () => {
  expect(archiveConf).toBe(`[global]
repo1-path=/repository
repo1-cipher-type=aes-256-cbc
repo1-bundle=y
repo1-block=y
compress-type=zst
process-max=2
log-level-file=off
archive-async=y
spool-path=/pgdata/spool
lock-path=/tmp/pgbackrest
log-level-console=warn

[main]
pg1-path=/pgdata/data
pg1-socket-path=/pgdata/run
`);
});

test("of the sidecar, whole: it serves one client, and knows neither repository nor passphrase", () => {
  expect(backupServerConf("postgres-backup")).toBe(`[global]
tls-server-address=*
tls-server-port=8432
tls-server-ca-file=/run/certificates/ca.crt
tls-server-cert-file=/run/certificates/tls.crt
tls-server-key-file=/run/certificates/tls.key
tls-server-auth=postgres-backup=main
lock-path=/tmp/pgbackrest
log-level-console=warn
log-level-file=off

[main]
pg1-path=/pgdata/data
pg1-socket-path=/pgdata/run
`);
});

test("of the jobs, whole: kept by days, one lock for all of them (BR4, BR7)", () => {
  expect(backupConf("postgres-backup", 30)).toBe(`[global]
repo1-path=/repository
repo1-cipher-type=aes-256-cbc
repo1-bundle=y
repo1-block=y
compress-type=zst
process-max=2
log-level-file=off
repo1-retention-full-type=time
repo1-retention-full=30
start-fast=y
lock-path=/repository/lock
log-level-console=info

[main]
pg1-path=/pgdata/data
pg1-socket-path=/pgdata/run
pg1-host=postgres-backup
pg1-host-type=tls
pg1-host-port=8432
pg1-host-ca-file=/run/certificates/ca.crt
pg1-host-cert-file=/run/certificates/tls.crt
pg1-host-key-file=/run/certificates/tls.key
`);
});

test("the passphrase is a file of its own", () => {
  expect(passphraseConf("Hush1")).toBe("[global]\nrepo1-cipher-pass=Hush1\n");
});
