import * as pulumi from "@pulumi/pulumi";
import { certificateFolder } from "../certificates/folder";
import { builtImage, serviceImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ContainerArgs, Mount, Probe, Probes, Resources, Sidecar, Volume, Workload } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import { databaseStopTimeout, postgresPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import type { BackupLimits, BackupSource } from "../backup/backup";
import {
  archiveConf,
  archiving,
  backupConf,
  backupPort,
  backupServerConf,
  copyFolder,
  passphraseConf,
  verificationConf,
} from "./pgbackrest";
import { pgHbaConf, pgIdentConf, postgresqlConf } from "./server-files";
import { tuning } from "./tuning";

export interface PostgresArgs extends StoreArgs {
  resources: Resources;
  /** Space for the data; the WAL archive gets as much again. */
  storage: Size;
  maxConnections: number;
  /** Refuse to destroy data and archive until they are unprotected. */
  protect: boolean;
}

const image = builtImage("postgres");
/** The same Postgres, and the program that makes backups and restores them. */
const drill = serviceImage("drill", { like: "postgres" });
const user = 999;
const jobResources: Resources = { requests: { cpu: "50m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } };

const backupServerResources: Resources = { requests: { cpu: "20m", memory: "32Mi" }, limits: { cpu: "1000m", memory: "256Mi" } };
const backupResources: Resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "1000m", memory: "512Mi" } };
const verificationResources: Resources = { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "1000m", memory: "1Gi" } };
/** A year of daily evidence is a few megabytes. */
const evidenceSize: Size = "1Gi";
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
  private readonly evidenceKey: Credential;
  protected readonly granted: pulumi.Resource;
  protected readonly jobArgs = { image, resources: jobResources, user };
  protected readonly hostVariable = "POSTGRES_HOST";

  constructor(name: string, platform: Platform, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:postgres:Postgres", name, platform, args, opts);
    const child = { parent: this };
    const { protect, storage, resources } = args;

    this.archiveKey = {
      name: `${name}-archive-key`,
      facts: { purpose: "encryption", store: name, owner: name, version: 1 },
      value: new GeneratedSecret(`${name}-archive-key`, { length: 64 }, { ...child, protect }).value,
    };
    this.evidenceKey = {
      name: `${name}-evidence-key`,
      facts: { purpose: "signing", store: name, owner: name, version: 1 },
      value: new GeneratedSecret(`${name}-evidence-key`, { length: 64 }, child).value,
    };
    const data = platform.volume(`${name}-data`, { size: storage, protect }, child);
    const repository = platform.volume(`${name}-repository`, { size: storage, protect }, child);
    const evidence = platform.volume(`${name}-evidence`, { size: evidenceSize, protect }, child);
    this.recovery = {
      volumes: [`${name}-data`],
      archive: { ...archiving, key: this.archiveKey.name, volumes: [`${name}-repository`] },
    };
    const backupCertificate = args.authority.issue(this.backupServerName(), [this.backupServerName()], child);
    this.workload = this.server(data, repository, backupCertificate, resources, tuning(resources.limits, storage, args.maxConnections));
    this.granted = this.job("databases", ["postgres-databases", ...this.logins.pairs()], this.logins.secrets());
    this.backupSource = {
      workload: this.workload,
      storage,
      backup: (retentionDays) => this.backupContainer(repository, evidence, backupCertificate, retentionDays),
      verification: (copy, limits) => this.verificationContainer({ repository, evidence, copy }, limits),
      evidence: { volume: `${name}-evidence`, key: this.evidenceKey.value },
    };
    this.registerOutputs({});
  }

  override credentials(): Credential[] {
    return [...super.credentials(), this.archiveKey, this.evidenceKey];
  }

  protected url(client: string): pulumi.Output<string> {
    const { current, owner, password } = this.logins.of(client);
    return pulumi.interpolate`postgres://${current}:${password}@${this.workload.host}:${this.port}/${owner}?${verified}`;
  }

  private server(
    data: Volume,
    repository: Volume,
    backupCertificate: Mount,
    resources: Resources,
    settings: Record<string, string>,
  ): Workload & pulumi.Resource {
    return this.platform.workload(
      this.name,
      {
        image,
        env: engineFiles,
        files: {
          "postgresql.conf": postgresqlConf(settings),
          "pg_hba.conf": pgHbaConf,
          "pg_ident.conf": pgIdentConf(this.backupServerName()),
          "pgbackrest.conf": archiveConf,
        },
        secrets: { "admin-password": this.adminPassword, "pgbackrest.conf": this.passphrase() },
        mounts: [{ volume: data, path: "/pgdata" }, { volume: repository, path: "/repository" }, this.certificate],
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

  private backupContainer(repository: Volume, evidence: Volume, certificate: Mount, retentionDays: number): Omit<ContainerArgs, "command"> {
    const host = this.backupServerName();
    return {
      image: drill,
      env: { ...engineFiles, POSTGRES_HOST: this.workload.host, BACKUP_HOST: host },
      files: { "pgbackrest.conf": backupConf(host, retentionDays) },
      secrets: { "pgbackrest.conf": this.passphrase(), "evidence-key": this.evidenceKey.value },
      mounts: [{ volume: repository, path: "/repository" }, { volume: evidence, path: "/evidence", readOnly: true }, certificate],
      resources: backupResources,
      user,
    };
  }

  /** Without a network, and with a repository that it cannot change. */
  private verificationContainer(
    { repository, evidence, copy }: Record<"repository" | "evidence" | "copy", Volume>,
    limits: BackupLimits,
  ): Omit<ContainerArgs, "command"> {
    return {
      image: drill,
      env: {
        ...engineFiles,
        POSTGRES_HOST: this.workload.host,
        TMPDIR: copyFolder,
        LIMIT_BACKUP_AGE_SECONDS: String(limits.backupAgeSeconds),
        LIMIT_RECOVERY_SECONDS: String(limits.recoverySeconds),
        LIMIT_LOST_SECONDS: String(archiving.rpoTargetSeconds),
      },
      files: { "pgbackrest.conf": verificationConf },
      secrets: { "pgbackrest.conf": this.passphrase(), "evidence-key": this.evidenceKey.value },
      mounts: [
        { volume: repository, path: "/repository", readOnly: true },
        { volume: evidence, path: "/evidence" },
        { volume: copy, path: copyFolder },
      ],
      resources: verificationResources,
      user,
    };
  }

  /** Its host name, and the common name of the one certificate that both it and its clients show. */
  private backupServerName(): string {
    return `${this.name}-backup`;
  }

  private passphrase(): pulumi.Output<string> {
    return this.archiveKey.value.apply(passphraseConf);
  }
}
