import * as pulumi from "@pulumi/pulumi";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import { mebibytes, type Size } from "../platform/units";
import type { ContainerArgs, Probes, Resources, Workload } from "../platform/workload";
import type { Credential } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import type { BackupFiles, FileBackupSource } from "../backup/file-backup";
import { dataVolumes, generationEnv, type Generations } from "../store/generations";
import { databaseStopTimeout, redisPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import { redisConf, type Eviction } from "./redis-conf";
import { restoreJob, type RestoredFrom } from "./restore";

export interface RedisArgs extends StoreArgs {
  resources: Resources;
  storage: Size;
  eviction: Eviction;
  /** What its generations are restored from. */
  snapshots: BackupFiles;
  /** Which data volume it runs on. @default the first, and only one */
  recovery?: Generations<RestoredFrom> | undefined;
  /** Refuse to destroy the data until it is unprotected. */
  protect: boolean;
}

const image = builtImage("redis");
const user = 999;
const jobResources: Resources = { requests: { cpu: "20m", memory: "16Mi" }, limits: { cpu: "200m", memory: "64Mi" } };

const ping = { command: ["bash", "-c", "[ \"$(redis-client --user probe --pass '' --no-auth-warning ping)\" = PONG ]"] };
const probes: Probes = {
  startup: { check: ping, initialDelay: 0, period: 1, timeout: 3, failures: 300 },
  readiness: { check: ping, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
  // Any reply: a server that loads its data answers with an error.
  liveness: { check: { command: ["redis-cli", "-s", "/tmp/redis.sock", "ping"] }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
};

/** @param serverMemory the server's limit: as much is loaded, and the program that judges it is beside it */
const verificationResources = (serverMemory: Size): Resources => ({
  requests: { cpu: "50m", memory: "64Mi" },
  limits: { cpu: "500m", memory: `${mebibytes(serverMemory) + 256}Mi` },
});

/** One Redis 8 server with its data on a volume, append-only file and snapshots on, and an ACL user for each client. */
export class Redis extends Store {
  readonly port = redisPort;
  readonly workload: Workload & pulumi.Resource;
  readonly recovery: Recovery;
  /** What backups are made of, and with. */
  readonly backupSource: FileBackupSource;
  private readonly backupPassword: Credential;
  protected readonly granted: pulumi.Resource;
  protected readonly jobArgs: Pick<ContainerArgs, "image" | "resources" | "user" | "env">;
  protected readonly hostVariable = "REDIS_HOST";

  constructor(name: string, platform: Platform, args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:redis:Redis", name, platform, args, opts);
    const child = { parent: this };
    const { eviction, protect, resources, secretVersion, snapshots, storage } = args;

    const { generation, data, restore, facts } = dataVolumes(name, args.recovery, (each) =>
      platform.volume(each, { size: storage, protect }, child),
    );
    this.recovery = facts;
    const env = generationEnv("REDIS_GENERATION", generation);
    this.jobArgs = { image, resources: jobResources, user, env };
    this.backupPassword = {
      name: `${name}-backup-password`,
      facts: { purpose: "administrator", store: name, owner: name, login: "ballast_backup", version: secretVersion },
      value: new GeneratedSecret(`${name}-backup-password`, { version: secretVersion }, child).value,
    };
    const restored =
      restore &&
      platform.job(
        `${name}-restore-${generation}`,
        { image, user, ...restoreJob({ generation, ...restore, data, snapshots, resources }) },
        child,
      );
    this.workload = platform.workload(
      name,
      {
        image,
        env,
        files: { "redis.conf": redisConf({ memoryLimit: resources.limits.memory, eviction }) },
        secrets: { "admin-password": this.adminPassword, ...this.backupSecret() },
        mounts: [{ volume: data, path: "/data" }, this.certificate],
        ports: { redis: { port: this.port } },
        probes,
        resources,
        user,
        stopTimeout: databaseStopTimeout,
      },
      { ...child, ...(restored && { dependsOn: restored }) },
    );
    this.granted = this.job("users", ["redis-users", ...this.logins.pairs()], this.logins.secrets());
    this.backupSource = {
      workload: this.workload,
      container: this.backupContainer(resources.limits.memory),
      ready: this.granted,
      verification: { command: ["drill", "verify-snapshot"], storage, resources: verificationResources(resources.limits.memory) },
    };
    this.registerOutputs({});
  }

  override credentials(): Credential[] {
    return [...super.credentials(), this.backupPassword];
  }

  protected url(client: string): pulumi.Output<string> {
    const { current, password } = this.logins.of(client);
    return pulumi.interpolate`rediss://${current}:${password}@${this.workload.host}:${this.port}`;
  }

  private backupSecret() {
    return { "backup-password": this.backupPassword.value };
  }

  /** @param serverMemory the server's limit. Half of the job's own is for the snapshot, in memory because it is in plain; half to load it. */
  private backupContainer(serverMemory: Size): FileBackupSource["container"] {
    return {
      image,
      command: ["redis-backup"],
      env: { [this.hostVariable]: this.workload.host },
      secrets: this.backupSecret(),
      mounts: [this.certificate],
      scratch: ["/tmp", "/dev/shm"],
      resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { cpu: "500m", memory: `${2 * mebibytes(serverMemory)}Mi` } },
      user,
    };
  }
}
