/** Does NOT prove: that pgBackRest takes these files; test/docker/backup.test.ts makes backups with them. */
import { archiveConf, backupConf, backupServerConf, passphraseConf } from "../../../components/postgres/pgbackrest";
import { bucketKeyConf, repositoryFacts, type Repository } from "../../../components/postgres/repositories";

const volume: Repository = { type: "volume", volume: "postgres-repository" };
const s3: Repository = {
  type: "s3",
  endpoint: "s3.example.com",
  port: 443,
  bucket: "shop-backups",
  region: "eu-central-1",
  uriStyle: "host",
  folder: "ballast-prod",
};

test("of the server, whole: encrypted, without the passphrase, and nothing that changes with the retention (BR1, BR8)", () => {
  expect(archiveConf([volume])).toBe(`[global]
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

test("of the jobs, whole: the engine by itself removes nothing, one lock for all of them (BR4, BR7)", () => {
  expect(backupConf("postgres-backup", [volume])).toBe(`[global]
repo1-path=/repository
repo1-cipher-type=aes-256-cbc
repo1-bundle=y
repo1-block=y
compress-type=zst
process-max=2
log-level-file=off
repo1-retention-full-type=time
repo1-retention-full=9999999
expire-auto=n
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
  expect(passphraseConf("Hush1", [volume])).toBe("[global]\nrepo1-cipher-pass=Hush1\n");
});

describe("with a bucket (BR9)", () => {
  test("the server pushes to both, encrypted both, and never drops WAL because one is away", () => {
    expect(archiveConf([volume, s3])).toBe(`[global]
repo1-path=/repository
repo1-cipher-type=aes-256-cbc
repo1-bundle=y
repo1-block=y
repo2-type=s3
repo2-path=/ballast-prod
repo2-s3-endpoint=s3.example.com
repo2-s3-bucket=shop-backups
repo2-s3-region=eu-central-1
repo2-s3-uri-style=host
repo2-storage-port=443
repo2-cipher-type=aes-256-cbc
repo2-bundle=y
repo2-block=y
compress-type=zst
process-max=2
io-timeout=5
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

  test("a bucket alone is the first repository", () => {
    expect(archiveConf([{ ...s3, caFile: "/run/config/bucket-ca.crt" }])).toContain(
      "repo1-storage-port=443\nrepo1-storage-ca-file=/run/config/bucket-ca.crt\nrepo1-cipher-type=aes-256-cbc\n",
    );
  });

  test("the jobs keep as much in each, and their lock is where it was", () => {
    expect(backupConf("postgres-backup", [volume, s3])).toContain(
      "repo1-retention-full-type=time\nrepo1-retention-full=9999999\nrepo2-retention-full-type=time\nrepo2-retention-full=9999999\nexpire-auto=n\nstart-fast=y\narchive-timeout=180\nlock-path=/repository/lock\n",
    );
  });

  test("passphrase and key are files of their own, and in no other", () => {
    expect(passphraseConf("Hush1", [volume, s3])).toBe("[global]\nrepo1-cipher-pass=Hush1\nrepo2-cipher-pass=Hush1\n");
    expect(bucketKeyConf([volume, s3], "AKIA1", "Hush2")).toBe("[global]\nrepo2-s3-key=AKIA1\nrepo2-s3-key-secret=Hush2\n");
    expect(bucketKeyConf([s3], "AKIA1", "Hush2")).toBe("[global]\nrepo1-s3-key=AKIA1\nrepo1-s3-key-secret=Hush2\n");
  });

  test("TLS is verified whatever is configured", () => {
    for (const conf of [archiveConf([s3]), backupConf("h", [volume, s3])]) expect(conf).not.toContain("storage-verify-tls");
  });

  test("the outputs tell where each is, and not what opens it", () => {
    expect(repositoryFacts([volume, s3])).toEqual([
      { number: 1, type: "volume", volume: "postgres-repository" },
      { number: 2, type: "s3", endpoint: "s3.example.com:443", bucket: "shop-backups", folder: "ballast-prod" },
    ]);
  });
});
