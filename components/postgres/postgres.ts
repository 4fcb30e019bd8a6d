import * as pulumi from "@pulumi/pulumi";
import { certificateFolder } from "../certificates/folder";
import type { Bucket } from "../object-store/bucket";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { ContainerArgs, Resources, Workload } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import { dataVolumes, generationEnv, type Generations } from "../store/generations";
import { postgresPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import type { BackupSource } from "../backup/backup";
import type { FileBackupSource } from "../backup/file-backup";
import type { VaultSecretArgs } from "../vault/vault-secret";
import { archiveKey } from "./archive-key";
import { backupServer } from "./backup-server";
import { backupSource } from "./backup-source";
import { dumpSource } from "./dump";
import { image, user } from "./image";
import { archiving } from "./pgbackrest";
import { repositoryFacts, type Repository } from "./repositories";
import { RepositoryAccess } from "./repository-access";
import { restoreContainer, restorePatience, type RestoredFrom } from "./restore";
import { server } from "./server";
import { dumpRole } from "./server-files";
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

const jobResources: Resources = { requests: { cpu: "50m", memory: "32Mi" }, limits: { cpu: "500m", memory: "128Mi" } };
/** A year of daily evidence is a few megabytes. */
const evidenceSize: Size = "1Gi";

/** How a client makes sure of the server, and shows its own certificate: libpq's words, which other drivers know as well. */
const verified = [
  "sslmode=verify-full",
  `sslrootcert=${certificateFolder}/ca.crt`,
  `sslcert=${certificateFolder}/tls.crt`,
  `sslkey=${certificateFolder}/tls.key`,
].join("&");

/** One Postgres 17 server that archives its WAL from the first start. Done when a segment has been seen in the archive. */
export class Postgres extends Store {
  readonly port = postgresPort;
  readonly workload: Workload & pulumi.Resource;
  readonly recovery: Recovery;
  /** What backups are made of, and with. */
  readonly backupSource: BackupSource;
  readonly dumpSource: FileBackupSource;
  private readonly archiveKey: Credential;
  protected readonly granted: pulumi.Resource;
  protected readonly jobArgs: Pick<ContainerArgs, "image" | "resources" | "user" | "env">;
  protected readonly hostVariable = "POSTGRES_HOST";

  constructor(name: string, platform: Platform, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:postgres:Postgres", name, platform, args, opts);
    const child = { parent: this };
    const { authority, protect, storage, resources, localRepository = true, objectStorage: bucket } = args;
    const volume = (each: string, size: Size) => platform.volume(each, { size, protect }, child);

    this.archiveKey = {
      name: `${name}-archive-key`,
      facts: { purpose: "encryption", store: name, owner: name, version: 1 },
      value: archiveKey(`${name}-archive-key`, args.vault, { ...child, protect }),
    };
    const evidenceKey = new GeneratedSecret(`${name}-evidence-key`, { length: 64 }, child).value;
    const access = new RepositoryAccess({
      ...(localRepository && { volume: `${name}-repository` }),
      ...(bucket && { bucket }),
      passphrase: this.archiveKey.value,
    });

    const { generation, data, restore, facts } = dataVolumes(name, args.recovery, (each) => volume(each, storage));
    // Without a repository, it holds the lock of the backup jobs alone.
    const repository = localRepository ? volume(`${name}-repository`, storage) : volume(`${name}-backup-lock`, "16Mi");
    const held = { ...(localRepository && { repository }) };
    const evidence = { volume: volume(`${name}-evidence`, evidenceSize), name: `${name}-evidence`, key: evidenceKey };
    this.recovery = { ...facts, archive: this.archive(access.list, bucket) };

    const backupHost = `${name}-backup`;
    const certificate = authority.issue(backupHost, [backupHost], child);
    const restored =
      restore &&
      platform.job(
        `${name}-restore-${generation}`,
        {
          ...restoreContainer({ request: { generation, ...restore }, host: name, access, data, ...held, certificate, evidence, user }),
          timeout: restorePatience,
        },
        child,
      );
    const env = generationEnv("POSTGRES_GENERATION", generation);
    this.workload = platform.workload(
      name,
      server({
        ...{ data, ...held, certificate: this.certificate, access, resources, env, backupHost },
        adminPassword: this.adminPassword,
        backup: backupServer(backupHost, data, certificate),
        settings: tuning(resources.limits, storage, args.maxConnections),
      }),
      { ...child, ...(restored && { dependsOn: restored }) },
    );
    this.jobArgs = { image, resources: jobResources, user, env };
    this.granted = this.job("databases", ["postgres-databases", ...this.logins.pairs()], this.logins.secrets());

    const { workload, granted: ready } = this;
    this.backupSource = backupSource({ workload, host: backupHost, storage, access, certificate, repository, evidence, user });
    const owners = this.logins.all.map(({ owner }) => owner);
    this.dumpSource = dumpSource({ workload, ready, owners, certificate: authority.issue(dumpRole, [dumpRole], child), storage });
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

  private archive(repositories: Repository[], bucket: PostgresArgs["objectStorage"]): Required<Recovery>["archive"] {
    const own = repositories.flatMap((each) => (each.type === "volume" ? [each.volume] : []));
    return {
      ...archiving,
      key: this.archiveKey.name,
      volumes: [...own, ...(bucket?.within?.volumes ?? [])],
      repositories: repositoryFacts(repositories),
    };
  }
}
