import * as pulumi from "@pulumi/pulumi";
import { certificateFolder } from "../certificates/folder";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { Probes, Resources, Volume, Workload } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import { databaseStopTimeout, postgresPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import { archiving, pgbackrestConf, pgbackrestSecretConf, pgHbaConf, postgresqlConf } from "./server-files";
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
const user = 999;
const jobResources: Resources = { requests: { cpu: "50m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } };

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

/** One Postgres 17 server that archives its WAL from the first start. Done when a segment has been seen in the archive. */
export class Postgres extends Store {
  readonly port = postgresPort;
  readonly workload: Workload & pulumi.Resource;
  readonly recovery: Recovery;
  private readonly archiveKey: Credential;
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
    const data = platform.volume(`${name}-data`, { size: storage, protect }, child);
    const repository = platform.volume(`${name}-repository`, { size: storage, protect }, child);
    this.recovery = {
      volumes: [`${name}-data`],
      archive: { ...archiving, key: this.archiveKey.name, volumes: [`${name}-repository`] },
    };
    this.workload = this.server(data, repository, this.archiveKey.value, resources, tuning(resources.limits, storage, args.maxConnections));
    this.granted = this.job("databases", ["postgres-databases", ...this.logins.pairs()], this.logins.secrets());
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
    repository: Volume,
    cipher: pulumi.Output<string>,
    resources: Resources,
    settings: Record<string, string>,
  ): Workload & pulumi.Resource {
    return this.platform.workload(
      this.name,
      {
        image,
        env: { PGBACKREST_CONFIG: "/run/config/pgbackrest.conf", PGBACKREST_CONFIG_INCLUDE_PATH: "/run/secrets" },
        files: { "postgresql.conf": postgresqlConf(settings), "pg_hba.conf": pgHbaConf, "pgbackrest.conf": pgbackrestConf },
        secrets: { "admin-password": this.adminPassword, "pgbackrest.conf": cipher.apply(pgbackrestSecretConf) },
        mounts: [{ volume: data, path: "/pgdata" }, { volume: repository, path: "/repository" }, this.certificate],
        scratch: ["/tmp", "/run/postgresql", "/dev/shm"],
        ports: { postgres: { port: this.port } },
        probes,
        resources,
        user,
        stopTimeout: databaseStopTimeout,
      },
      { parent: this },
    );
  }
}
