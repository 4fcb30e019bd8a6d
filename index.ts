import * as pulumi from "@pulumi/pulumi";
import { Application } from "./components/application/application";
import { Backup } from "./components/backup/backup";
import type { Configuration } from "./components/backup/configuration";
import { BackupVerification } from "./components/backup/verification";
import { FileBackup } from "./components/backup/file-backup";
import { FileVerification } from "./components/backup/file-verification";
import { CertificateAuthority } from "./components/certificates/authority";
import { Gateway } from "./components/gateway/gateway";
import { DockerPlatform } from "./components/platform/docker/platform";
import { KubernetesPlatform } from "./components/platform/kubernetes/platform";
import type { Platform } from "./components/platform/platform";
import { Preflight } from "./components/preflight/preflight";
import { HostTuning, type HostTuningArgs } from "./components/host-tuning/host-tuning";
import type { Bucket } from "./components/object-store/bucket";
import { ObjectStore } from "./components/object-store/object-store";
import { Postgres } from "./components/postgres/postgres";
import { Redis } from "./components/redis/redis";
import { credentialOutputs, type Credential } from "./components/secrets/credential";
import { recoverSecrets } from "./components/secrets/recovered";
import type { VaultSecretArgs } from "./components/vault/vault-secret";
import { loadConfig, type ApplicationConfig, type StackConfig } from "./config";
import { givenConfig } from "./config-input";
import { contractVersion, type StackOutputs } from "./outputs";

const config = loadConfig();
if (config.recovered) recoverSecrets(config.recovered);
const applications = Object.entries(config.applications);
const prefix = `${pulumi.getProject()}-${pulumi.getStack()}`;

const vault = vaultOf(config);
const outside = outsideBucket();
const preflight = new Preflight("preflight", {
  settings: config.preflight,
  needs: Promise.resolve().then(() => platform.needs()),
  vault,
  ...(outside && { bucket: checkedBucket(outside) }),
});
/** Every component waits for it, and what is in a component waits for the component. */
const checked = { dependsOn: preflight };
const platform: Platform = config.kubernetes
  ? new KubernetesPlatform(prefix, config.kubernetes, checked)
  : new DockerPlatform(prefix, checked);
const protect = config.protectData;
const authority = new CertificateAuthority("certificates", platform, { ...config.certificates, commonName: prefix, protect }, checked);

const tuned = { dependsOn: [preflight, ...(config.hostTuning.enabled ? [new HostTuning("host-tuning", tuningArgs(), checked)] : [])] };
const objectStore = config.objectStore.enabled
  ? new ObjectStore("object-store", platform, { ...config.objectStore, authority, protect }, checked)
  : undefined;
const bucket = outside ?? (config.postgres.backup.objectStorage && objectStore?.bucket);
const postgres = new Postgres(
  "postgres",
  platform,
  {
    ...config.postgres,
    localRepository: config.postgres.backup.localRepository,
    vault,
    ...(bucket && { objectStorage: { ...bucket, folder: prefix } }),
    authority,
    protect,
    clients: clientsOf("postgres"),
  },
  tuned,
);
const { retentionDays: days, retentionFullBackups: fullBackups } = config.postgres.backup;
const backups = { ...config.postgres.backup, retention: { days, fullBackups }, source: postgres.backupSource, configuration };
const backup = new Backup("postgres-backup", platform, backups, checked);
const verification = new BackupVerification(
  "postgres-verification",
  platform,
  { ...backups, ...backups.verification, backup, protect },
  checked,
);
const dumped = { ...config.postgres.backup.dump, protect, store: "postgres", format: "pg_dump" } as const;
const dumps = new FileBackup("postgres-dump", platform, dumped, checked);
const dumpVerification = new FileVerification(
  "postgres-dump-verification",
  platform,
  { ...config.postgres.backup.dump.verification, backup: dumps, source: postgres.dumpSource, protect },
  checked,
);
const snapshotted = { ...config.redis.backup, protect, store: "redis", format: "rdb" } as const;
const snapshots = new FileBackup("redis-backup", platform, snapshotted, checked);
const redis = new Redis(
  "redis",
  platform,
  { ...config.redis, snapshots: snapshots.files, authority, protect, clients: clientsOf("redis") },
  tuned,
);
const snapshotVerification = new FileVerification(
  "redis-backup-verification",
  platform,
  { ...config.redis.backup.verification, backup: snapshots, source: redis.backupSource, protect },
  checked,
);

const running = new Map(
  applications.map(([name, app]) => [
    name,
    new Application(
      name,
      platform,
      {
        config: app,
        authority,
        ...(app.needs.includes("postgres") && { postgres: postgres.access(name) }),
        ...(app.needs.includes("redis") && { redis: redis.access(name) }),
      },
      checked,
    ),
  ]),
);
postgres.retireLogins([...running.values()]);
redis.retireLogins([...running.values()]);

const gateway = new Gateway(
  "gateway",
  platform,
  {
    ...config.gateway,
    ...(config.gateway.tls && { authority }),
    routes: applications.flatMap(([name, app]) => routeOf(name, app)),
  },
  checked,
);

/** What a recovery needs beside the data. */
function configuration(): Configuration {
  const names = { project: pulumi.getProject(), stack: pulumi.getStack() };
  return {
    ...names,
    contractVersion,
    ...givenConfig(),
    authority: authority.pair(),
    credentials: credentials(),
    signingKeys: postgres.signingKeys(),
    images: platform.images(),
  };
}

function credentials(): Credential[] {
  const ofBucket = objectStore?.credentials("postgres") ?? [];
  return [...ofBucket, ...postgres.credentials(), dumps.key, ...redis.credentials(), snapshots.key];
}

function tuningArgs(): HostTuningArgs {
  const { hostTuning, hostTuningKey: privateKey } = config;
  return { stack: prefix, ...(hostTuning.ssh && privateKey && { ssh: { ...hostTuning.ssh, privateKey } }) };
}

/** A bucket that is not the stack's own. */
function outsideBucket(): Bucket | undefined {
  const { objectStorage } = config.postgres.backup;
  const { objectStorageKey: secretKey } = config;
  if (objectStorage?.place !== "outside" || !secretKey) return undefined;
  const { endpoint, port, bucket, region, uriStyle, keyId, caCertificate: certificate } = objectStorage;
  return { endpoint, port, bucket, region, uriStyle, keyId, secretKey, trust: certificate === undefined ? "public" : { certificate } };
}

/** The same as the preflight looks at it. */
function checkedBucket({ trust, secretKey, ...place }: Bucket) {
  const certificate = typeof trust === "object" ? trust : {};
  return pulumi.secret(secretKey.apply((secretKey) => ({ ...place, ...certificate, folder: prefix, secretKey })));
}

function vaultOf({ postgres: { backup }, vaultSecretId: secretId }: StackConfig): VaultSecretArgs | undefined {
  return backup.vault && secretId && { ...backup.vault, secretId };
}

function clientsOf(store: "postgres" | "redis") {
  return applications.filter(([, app]) => app.needs.includes(store)).map(([name, { secretVersion }]) => ({ name, secretVersion }));
}

function routeOf(name: string, { exposure, port, health }: ApplicationConfig) {
  const workload = running.get(name)?.workload;
  if (exposure.to !== "gateway" || !workload) return [];
  return [{ path: exposure.path ?? `/${name}`, application: { workload, port, health } }];
}

/** Of an application with a port of its own, where TLS is its own affair. On Kubernetes node ports answer where the gateway's does. */
function ownEndpoint([name, { exposure }]: [string, ApplicationConfig]): [string, string][] {
  if (exposure.to === "stack" || exposure.port === undefined) return [];
  return [[name, `http://${config.kubernetes ? config.gateway.address : "127.0.0.1"}:${exposure.port}`]];
}

const { services, volumes } = platform.inventory();
const outputs: { [name in keyof StackOutputs]: pulumi.Input<StackOutputs[name]> } = {
  contractVersion,
  platform: config.platform,
  ...(config.kubernetes && { kubernetes: { context: config.kubernetes.context, namespace: prefix } }),
  endpoints: { ...gateway.endpoints, ...Object.fromEntries(applications.flatMap(ownEndpoint)) },
  certificates: authority.facts(),
  services,
  volumes,
  preflight: preflight.summary,
  recovery: pulumi.output({
    postgres: {
      ...postgres.recovery,
      backups: backup.facts,
      dumps: { ...dumps.facts, verification: dumpVerification.facts },
      verification: verification.facts,
    },
    redis: { ...redis.recovery, backups: { ...snapshots.facts, verification: snapshotVerification.facts } },
  }),
  ...credentialOutputs(credentials()),
};
export = outputs;
