import * as pulumi from "@pulumi/pulumi";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Size } from "../platform/units";
import type { Probes, Resources, Workload } from "../platform/workload";
import { databaseStopTimeout, redisPort } from "../store/rules";
import { Store, type Recovery, type StoreArgs } from "../store/store";
import { redisConf, type Eviction } from "./redis-conf";

export interface RedisArgs extends StoreArgs {
  resources: Resources;
  storage: Size;
  eviction: Eviction;
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

/** One Redis 8 server with its data on a volume, append-only file and snapshots on, and an ACL user for each client. */
export class Redis extends Store {
  readonly port = redisPort;
  readonly workload: Workload & pulumi.Resource;
  readonly recovery: Recovery;
  protected readonly granted: pulumi.Resource;
  protected readonly jobArgs = { image, resources: jobResources, user };
  protected readonly hostVariable = "REDIS_HOST";

  constructor(name: string, platform: Platform, args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:redis:Redis", name, platform, args, opts);
    const child = { parent: this };
    const { eviction, protect, resources, storage } = args;

    const data = platform.volume(`${name}-data`, { size: storage, protect }, child);
    this.recovery = { volumes: [`${name}-data`] };
    this.workload = platform.workload(
      name,
      {
        image,
        files: { "redis.conf": redisConf({ memoryLimit: resources.limits.memory, eviction }) },
        secrets: { "admin-password": this.adminPassword },
        mounts: [{ volume: data, path: "/data" }, this.certificate],
        ports: { redis: { port: this.port } },
        probes,
        resources,
        user,
        stopTimeout: databaseStopTimeout,
      },
      child,
    );
    this.granted = this.job("users", ["redis-users", ...this.logins.pairs()], this.logins.secrets());
    this.registerOutputs({});
  }

  protected url(client: string): pulumi.Output<string> {
    const { current, password } = this.logins.of(client);
    return pulumi.interpolate`rediss://${current}:${password}@${this.workload.host}:${this.port}`;
  }
}
