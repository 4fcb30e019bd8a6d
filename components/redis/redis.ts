import * as pulumi from "@pulumi/pulumi";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { Probes, Resources, Workload } from "../platform/workload";
import { GeneratedSecret } from "../secrets/generated-secret";
import { Logins, type Access, type Client } from "../secrets/logins";
import { redisConf, type Eviction } from "./redis-conf";

export interface RedisArgs {
  resources: Resources;
  storage: Size;
  eviction: Eviction;
  /** Refuse to destroy the data until it is unprotected. */
  protect: boolean;
  /** Raise it to rotate the administrator's password. */
  secretVersion: number;
  /** Each gets a user that sees only keys that begin with its own name and a colon. */
  clients: Client[];
}

const image = builtImage("redis");
const user = 999;
const jobResources: Resources = { requests: { cpu: "20m", memory: "16Mi" }, limits: { cpu: "200m", memory: "64Mi" } };

const ping = { command: ["bash", "-c", "[ \"$(redis-cli --user probe --pass '' --no-auth-warning ping)\" = PONG ]"] };
const probes: Probes = {
  startup: { check: ping, initialDelay: 0, period: 5, timeout: 3, failures: 60 },
  readiness: { check: ping, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
  liveness: { check: { tcp: 6379 }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
};

/** One Redis 8 server with its data on a volume, append-only file and snapshots on, and an ACL user for each client. */
export class Redis extends pulumi.ComponentResource {
  readonly port = 6379;
  readonly workload: Workload & pulumi.Resource;
  private readonly logins: Logins;
  private readonly adminPassword: pulumi.Output<string>;
  private readonly users: pulumi.Resource;

  constructor(
    private readonly name: string,
    private readonly platform: Platform,
    args: RedisArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:redis:Redis", name, {}, opts);
    const child = { parent: this };
    const { eviction, protect, resources, storage } = args;

    this.adminPassword = new GeneratedSecret(`${name}-admin-password`, { version: args.secretVersion }, child).value;
    this.logins = new Logins(name, args.clients, child);
    const data = platform.volume(`${name}-data`, { size: storage, protect }, child);
    this.workload = platform.workload(
      name,
      {
        image,
        files: { "redis.conf": redisConf({ memoryLimit: resources.limits.memory, eviction }) },
        secrets: { "admin-password": this.adminPassword },
        mounts: [{ volume: data, path: "/data" }],
        ports: { redis: { port: this.port } },
        probes,
        resources,
        user,
        stopTimeout: 120,
      },
      child,
    );
    this.users = this.job("users", ["redis-users", ...this.logins.pairs()], this.logins.secrets());
    this.registerOutputs({});
  }

  access(client: string): Access {
    const { current, password } = this.logins.of(client);
    const url = pulumi.interpolate`redis://${current}:${password}@${this.workload.host}:${this.port}`;
    return { workload: this.workload, url, granted: this.users };
  }

  /** Removes rotated-out users, once their applications have moved to the new ones. */
  retireLogins(users: pulumi.Resource[]): void {
    const retired = this.logins.retired();
    if (retired.length > 0) this.job("retire", ["redis-retire", ...retired], {}, users);
  }

  private job(
    name: string,
    command: string[],
    secrets: Record<string, pulumi.Output<string>>,
    after: pulumi.Resource[] = [],
  ): pulumi.Resource {
    return this.platform.job(
      `${this.name}-${name}`,
      {
        image,
        command,
        env: { REDIS_HOST: this.workload.host },
        secrets: { "admin-password": this.adminPassword, ...secrets },
        needs: [this.workload],
        resources: jobResources,
        user,
      },
      { parent: this, dependsOn: after },
    );
  }
}
