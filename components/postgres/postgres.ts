import * as pulumi from "@pulumi/pulumi";
import { backupPort, dataFolder, repositoryFolder, secretsFolder } from "../../services/drill/src/places";
import { certificateFolder } from "../certificates/folder";
import type { Bucket } from "../object-store/bucket";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ContainerArgs, Mount, Probe, Probes, Resources, Sidecar, Volume, Workload } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import { dataVolumes, generationEnv, type Generations } from "../store/generations";
import { databaseStopTimeout, postgresPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import type { BackupSource } from "../backup/backup";
import type { FileBackupSource } from "../backup/file-backup";
import type { VaultSecretArgs } from "../vault/vault-secret";
import { archiveKey } from "./archive-key";
import { backupSource, verificationResources } from "./backup-source";
import { archiveConf, archiving, backupServerConf } from "./pgbackrest";
import { repositoryFacts } from "./repositories";
import { restoreContainer, restorePatience, type RestoredFrom } from "./restore";
import { RepositoryAccess } from "./repository-access";
import { dumpRole, pgHbaConf, pgIdentConf, postgresqlConf } from "./server-files";
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
  /** Where the repository's passphrase is. @default generated */
  vault?: VaultSecretArgs | undefined;
  /** Which data volume it runs on. @default the first, and only one */
  recovery?: Generations<RestoredFrom> | undefined;
  /** Refuse to destroy data and archive until they are unprotected. */
  protect: boolean;
}

const image = builtImage("postgres");
const user = 999;
const jobResources: Resources = { requests: { cpu: "50m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } };

const backupServerResources: Resources = { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "1000m", memory: "256Mi" } };
const dumpResources: Resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "512Mi" } };
/** A year of daily evidence is a few megabytes. */
const evidenceSize: Size = "1Gi";
const settingsFile = { PGBACKREST_CONFIG: "/run/config/pgbackrest.conf" };
const engineFiles = { ...settingsFile, PGBACKREST_CONFIG_INCLUDE_PATH: secretsFolder };

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
  readonly dumpSource: FileBackupSource;
  private readonly archiveKey: Credential;
  private readonly repositories: RepositoryAccess;
  protected readonly granted: pulumi.Resource;
  protected readonly jobArgs: Pick<ContainerArgs, "image" | "resources" | "user" | "env">;
  /** Absent for the first generation. */
  private readonly generationEnv: Record<string, string>;
  protected readonly hostVariable = "POSTGRES_HOST";

  constructor(name: string, platform: Platform, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:postgres:Postgres", name, platform, args, opts);
    const child = { parent: this };
    const { protect, storage, resources, localRepository = true, objectStorage: bucket } = args;

    this.archiveKey = {
      name: `${name}-archive-key`,
      facts: { purpose: "encryption", store: name, owner: name, version: 1 },
      value: archiveKey(`${name}-archive-key`, args.vault, { ...child, protect }),
    };
    const evidenceKey = new GeneratedSecret(`${name}-evidence-key`, { length: 64 }, child).value;
    this.repositories = new RepositoryAccess({
      ...(localRepository && { volume: `${name}-repository` }),
      ...(bucket && { bucket }),
      passphrase: this.archiveKey.value,
    });
    const { generation, data, restore, facts } = dataVolumes(name, args.recovery, (each) =>
      platform.volume(each, { size: storage, protect }, child),
    );
    this.generationEnv = generationEnv("POSTGRES_GENERATION", generation);
    this.jobArgs = { image, resources: jobResources, user, env: this.generationEnv };
    const repository = localRepository
      ? platform.volume(`${name}-repository`, { size: storage, protect }, child)
      : // Holds the lock of the backup jobs alone.
        platform.volume(`${name}-backup-lock`, { size: "16Mi", protect }, child);
    const evidence = platform.volume(`${name}-evidence`, { size: evidenceSize, protect }, child);
    this.recovery = {
      ...facts,
      archive: {
        ...archiving,
        key: this.archiveKey.name,
        volumes: [...(localRepository ? [`${name}-repository`] : []), ...(bucket?.within?.volumes ?? [])],
        repositories: repositoryFacts(this.repositories.list),
      },
    };
    const host = this.backupServerName();
    const certificate = args.authority.issue(host, [host], child);
    const mounts = [{ volume: data, path: dataFolder }, ...(localRepository ? [{ volume: repository, path: repositoryFolder }] : [])];
    const restored =
      restore &&
      platform.job(
        `${name}-restore-${generation}`,
        {
          ...restoreContainer({
            request: { generation, ...restore },
            host: name,
            access: this.repositories,
            data,
            ...(localRepository && { repository }),
            certificate,
            evidence: { volume: evidence, key: evidenceKey },
            user,
          }),
          timeout: restorePatience,
        },
        child,
      );
    this.workload = this.server(
      restored,
      mounts,
      this.backupServer(data, certificate),
      resources,
      tuning(resources.limits, storage, args.maxConnections),
    );
    this.granted = this.job("databases", ["postgres-databases", ...this.logins.pairs()], this.logins.secrets());
    const { repositories: access, workload } = this;
    this.backupSource = backupSource({
      workload,
      host,
      storage,
      access,
      certificate,
      repository,
      evidence: { volume: evidence, name: `${name}-evidence`, key: evidenceKey },
      user,
    });
    const dumpCertificate = args.authority.issue(dumpRole, [dumpRole], child);
    this.dumpSource = {
      workload,
      container: this.dumpContainer(dumpCertificate),
      ready: this.granted,
      verification: { command: ["drill", "verify-dumps"], storage, resources: verificationResources },
    };
    this.registerOutputs({});
  }

  /** Of evidence. */
  signingKeys(): Record<string, pulumi.Output<string>> {
    return { [`${this.name}-evidence-key`]: this.backupSource.evidence.key };
  }

  override credentials(): Credential[] {
    return [...super.credentials(), this.archiveKey];
  }

  protected url(client: string): pulumi.Output<string> {
    const { current, owner, password } = this.logins.of(client);
    return pulumi.interpolate`postgres://${current}:${password}@${this.workload.host}:${this.port}/${owner}?${verified}`;
  }

  /** @param restored what has to be done before */
  private server(
    restored: pulumi.Resource | undefined,
    mounts: Mount[],
    backup: Sidecar,
    resources: Resources,
    settings: Record<string, string>,
  ): Workload & pulumi.Resource {
    return this.platform.workload(
      this.name,
      {
        image,
        env: { ...engineFiles, ...this.repositories.env(), ...this.generationEnv },
        files: {
          "postgresql.conf": postgresqlConf(settings),
          "pg_hba.conf": pgHbaConf,
          "pg_ident.conf": pgIdentConf(this.backupServerName()),
          "pgbackrest.conf": archiveConf(this.repositories.list),
          ...this.repositories.files(),
        },
        secrets: { "admin-password": this.adminPassword, ...this.repositories.secrets() },
        mounts: [...mounts, this.certificate],
        ...this.repositories.network(),
        scratch: ["/tmp", "/run/postgresql", "/dev/shm"],
        ports: { postgres: { port: this.port } },
        probes,
        resources,
        user,
        stopTimeout: databaseStopTimeout,
        sidecars: { backup },
      },
      { parent: this, ...(restored && { dependsOn: restored }) },
    );
  }

  /** Hands the server's files to backup jobs, so that those need no volume of it and can run elsewhere. */
  private backupServer(data: Volume, certificate: Mount): Sidecar {
    return {
      image,
      command: ["postgres-backup-server"],
      env: settingsFile,
      files: { "pgbackrest.conf": backupServerConf(this.backupServerName()) },
      mounts: [{ volume: data, path: dataFolder, readOnly: true }, certificate],
      ports: { backup: { port: backupPort } },
      liveness: backupServerLiveness,
      resources: backupServerResources,
      user,
    };
  }

  /** It comes with a certificate in the name of a role that can only read, and has no password. */
  private dumpContainer(certificate: Mount): FileBackupSource["container"] {
    return {
      image,
      command: ["postgres-dump", ...this.logins.all.map(({ owner }) => owner)],
      env: { [this.hostVariable]: this.workload.host },
      mounts: [certificate],
      resources: dumpResources,
      user,
    };
  }

  /** Its host name, and the common name of the one certificate that both it and its clients show. */
  private backupServerName(): string {
    return `${this.name}-backup`;
  }
}
