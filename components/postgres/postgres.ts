import * as pulumi from "@pulumi/pulumi";
import { certificateFolder } from "../certificates/folder";
import type { Bucket } from "../object-store/bucket";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { Mount, Probe, Probes, Resources, ScheduledJobArgs, Sidecar, Volume, Workload } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import { databaseStopTimeout, postgresPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import type { BackupSource } from "../backup/backup";
import { archiveConf, archiving, backupConf, backupPort, backupServerConf, passphraseConf } from "./pgbackrest";
import { bucketKeyConf, repositoryFacts, repositoryFolder, repositoryNumbers, type Repository } from "./repositories";
import { pgHbaConf, postgresqlConf } from "./server-files";
import { tuning } from "./tuning";

export interface PostgresArgs extends StoreArgs {
  resources: Resources;
  /** Space for the data; the WAL archive gets as much again. */
  storage: Size;
  maxConnections: number;
  /** Keep WAL and backups on a volume. @default true */
  localRepository?: boolean;
  /** Keep them in a bucket as well, or instead. @default none */
  objectStorage?: Bucket & { folder: string };
  /** Refuse to destroy data and archive until they are unprotected. */
  protect: boolean;
}

const image = builtImage("postgres");
const user = 999;
const jobResources: Resources = { requests: { cpu: "50m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } };

const backupServerResources: Resources = { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "1000m", memory: "256Mi" } };
const backupResources: Resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "512Mi" } };
/** Where the certificate of an outside endpoint's authority is. */
const bucketAuthority = "bucket-ca.crt";
const settingsFile = { PGBACKREST_CONFIG: "/run/config/pgbackrest.conf" };
const engineFiles = { ...settingsFile, PGBACKREST_CONFIG_INCLUDE_PATH: "/run/secrets" };

/** How a client makes sure of the server, and shows its own certificate: libpq's words, which other drivers know as well. */
const verified = [
  "sslmode=verify-full",
  `sslrootcert=${certificateFolder}/ca.crt`,
  `sslcert=${certificateFolder}/tls.crt`,
  `sslkey=${certificateFolder}/tls.key`,
].join("&");

/** No liveness probe: it could kill the server in the middle of a recovery, which then starts over. A crash restarts it anyway. */
const probes: Probes = {
  startup: { check: { command: ["pg_isready", "--quiet"] }, initialDelay: 0, period: 1, timeout: 3, failures: 600 },
  readiness: { check: { command: ["pg_isready"] }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
};

const backupServerLiveness: Probe = {
  check: { command: ["pgbackrest", "server-ping"] },
  initialDelay: 10,
  period: 10,
  timeout: 5,
  failures: 3,
};

/** One Postgres 17 server that archives its WAL from the first start. Done when a segment has been seen in the archive. */
export class Postgres extends Store {
  readonly port = postgresPort;
  readonly workload: Workload & pulumi.Resource;
  readonly recovery: Recovery;
  /** What backups are made of, and with. */
  readonly backupSource: BackupSource;
  private readonly archiveKey: Credential;
  private readonly repositories: Repository[];
  private readonly objectStorage: PostgresArgs["objectStorage"];
  protected readonly granted: pulumi.Resource;
  protected readonly jobArgs = { image, resources: jobResources, user };
  protected readonly hostVariable = "POSTGRES_HOST";

  constructor(name: string, platform: Platform, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:postgres:Postgres", name, platform, args, opts);
    const child = { parent: this };
    const { protect, storage, resources, localRepository = true } = args;

    this.archiveKey = {
      name: `${name}-archive-key`,
      facts: { purpose: "encryption", store: name, owner: name, version: 1 },
      value: new GeneratedSecret(`${name}-archive-key`, { length: 64 }, { ...child, protect }).value,
    };
    const data = platform.volume(`${name}-data`, { size: storage, protect }, child);
    this.objectStorage = args.objectStorage;
    this.repositories = repositoriesOf(localRepository ? `${name}-repository` : undefined, args.objectStorage);
    const repository: Mount = {
      volume: localRepository
        ? platform.volume(`${name}-repository`, { size: storage, protect }, child)
        : // Holds the lock of the backup jobs alone.
          platform.volume(`${name}-backup-lock`, { size: "16Mi", protect }, child),
      path: repositoryFolder,
    };
    this.recovery = {
      volumes: [`${name}-data`],
      archive: {
        ...archiving,
        key: this.archiveKey.name,
        volumes: [...(localRepository ? [`${name}-repository`] : []), ...(args.objectStorage?.within?.volumes ?? [])],
        repositories: repositoryFacts(this.repositories),
      },
    };
    const backupCertificate = args.authority.issue(this.backupServerName(), [this.backupServerName()], child);
    this.workload = this.server(
      data,
      localRepository ? [repository] : [],
      backupCertificate,
      resources,
      tuning(resources.limits, storage, args.maxConnections),
    );
    this.granted = this.job("databases", ["postgres-databases", ...this.logins.pairs()], this.logins.secrets());
    this.backupSource = {
      container: (retentionDays) => this.backupContainer(repository, backupCertificate, retentionDays),
      command: (type) => ["postgres-backup", type],
    };
    this.registerOutputs({});
  }

  override credentials(): Credential[] {
    return [...super.credentials(), this.archiveKey];
  }

  protected url(client: string): pulumi.Output<string> {
    const { current, owner, password } = this.logins.of(client);
    return pulumi.interpolate`postgres://${current}:${password}@${this.workload.host}:${this.port}/${owner}?${verified}`;
  }

  private server(
    data: Volume,
    repository: Mount[],
    backupCertificate: Mount,
    resources: Resources,
    settings: Record<string, string>,
  ): Workload & pulumi.Resource {
    return this.platform.workload(
      this.name,
      {
        image,
        env: { ...engineFiles, ...this.resolving() },
        files: {
          "postgresql.conf": postgresqlConf(settings),
          "pg_hba.conf": pgHbaConf,
          "pgbackrest.conf": archiveConf(this.repositories),
          ...this.repositoryFiles(),
        },
        secrets: { "admin-password": this.adminPassword, ...this.repositorySecrets() },
        mounts: [{ volume: data, path: "/pgdata" }, ...repository, this.certificate],
        ...this.reach(),
        scratch: ["/tmp", "/run/postgresql", "/dev/shm"],
        ports: { postgres: { port: this.port } },
        probes,
        resources,
        user,
        stopTimeout: databaseStopTimeout,
        sidecars: { backup: this.backupServer(data, backupCertificate) },
      },
      { parent: this },
    );
  }

  /** Hands the server's files to backup jobs, so that those need no volume of it and can run elsewhere. */
  private backupServer(data: Volume, certificate: Mount): Sidecar {
    return {
      image,
      command: ["postgres-backup-server"],
      env: settingsFile,
      files: { "pgbackrest.conf": backupServerConf(this.backupServerName()) },
      mounts: [{ volume: data, path: "/pgdata", readOnly: true }, certificate],
      ports: { backup: { port: backupPort } },
      liveness: backupServerLiveness,
      resources: backupServerResources,
      user,
    };
  }

  private backupContainer(repository: Mount, certificate: Mount, retentionDays: number): Omit<ScheduledJobArgs, "command" | "schedule"> {
    const host = this.backupServerName();
    const { needs, egress } = this.reach();
    return {
      image,
      env: { ...engineFiles, ...this.resolving(), BACKUP_HOST: host, BACKUP_REPOSITORIES: repositoryNumbers(this.repositories) },
      files: { "pgbackrest.conf": backupConf(host, retentionDays, this.repositories), ...this.repositoryFiles() },
      secrets: this.repositorySecrets(),
      mounts: [repository, certificate],
      needs: [this.workload, ...needs],
      egress,
      resources: backupResources,
      user,
    };
  }

  /** Its host name, and the common name of the one certificate that both it and its clients show. */
  private backupServerName(): string {
    return `${this.name}-backup`;
  }

  /** What whoever uses the repositories is told in secret. */
  private repositorySecrets(): Record<string, pulumi.Output<string>> {
    const bucket = this.objectStorage;
    return {
      "pgbackrest.conf": this.archiveKey.value.apply((passphrase) => passphraseConf(passphrase, this.repositories)),
      ...(bucket && { "bucket.conf": bucket.secretKey.apply((key) => bucketKeyConf(this.repositories, bucket.keyId, key)) }),
    };
  }

  private repositoryFiles(): Record<string, string> {
    const trust = this.objectStorage?.trust;
    return typeof trust === "object" ? { [bucketAuthority]: trust.certificate } : {};
  }

  /** A name that is not there is soon known not to be: Docker's name server leaves it open for half a minute. */
  private resolving(): Record<string, string> {
    return this.objectStorage ? { RES_OPTIONS: "timeout:1 attempts:2" } : {};
  }

  /** The way to the bucket. */
  private reach(): { needs: Workload[]; egress: boolean } {
    const within = this.objectStorage?.within;
    return { needs: within ? [within.workload] : [], egress: this.objectStorage !== undefined && !within };
  }
}

/** @param volume its name, where there is one */
function repositoriesOf(volume: string | undefined, bucket: PostgresArgs["objectStorage"]): Repository[] {
  return [...(volume === undefined ? [] : [{ type: "volume" as const, volume }]), ...(bucket ? [bucketRepository(bucket)] : [])];
}

function bucketRepository({ endpoint, port, bucket, region, uriStyle, folder, trust }: Bucket & { folder: string }): Repository {
  const caFile = trust === "stack" ? `${certificateFolder}/ca.crt` : `/run/config/${bucketAuthority}`;
  return { type: "s3", endpoint, port, bucket, region, uriStyle, folder, ...(trust !== "public" && { caFile }) };
}
