import * as pulumi from "@pulumi/pulumi";
import type { ApplicationConfig } from "../../config";
import type { CertificateAuthority } from "../certificates/authority";
import { certificateFolder } from "../certificates/folder";
import type { Platform } from "../platform/platform";
import type { Exposure, Image, Probes, Workload } from "../platform/workload";
import type { Access } from "../secrets/logins";

export interface ApplicationArgs {
  config: ApplicationConfig;
  authority: CertificateAuthority;
  /** What it declared a need for. */
  postgres?: Access;
  redis?: Access;
}

/** With what it makes sure of the stores, and shows that it belongs to the stack. It reads them again for each connection. */
const certificateVariables = {
  TLS_CA_FILE: `${certificateFolder}/ca.crt`,
  TLS_CERT_FILE: `${certificateFolder}/tls.crt`,
  TLS_KEY_FILE: `${certificateFolder}/tls.key`,
};

/** One of the user's programs, with its own login to each store it needs. */
export class Application extends pulumi.ComponentResource {
  readonly workload: Workload & pulumi.Resource;

  constructor(
    name: string,
    platform: Platform,
    { config, authority, postgres, redis }: ApplicationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:application:Application", name, {}, opts);
    const stores = [postgres, redis].filter((store) => store !== undefined);
    const certificates = stores.length > 0 ? [authority.issue(name, [name], { parent: this })] : [];

    this.workload = platform.workload(
      name,
      {
        image: imageOf(config),
        env: {
          PORT: String(config.port),
          ...(postgres && { DATABASE_URL_FILE: "/run/secrets/database-url" }),
          ...(redis && { REDIS_URL_FILE: "/run/secrets/redis-url", REDIS_KEY_PREFIX: `${name}:` }),
          ...(stores.length > 0 && certificateVariables),
          ...config.env,
        },
        secrets: { ...(postgres && { "database-url": postgres.url }), ...(redis && { "redis-url": redis.url }) },
        mounts: certificates,
        needs: stores.map(({ workload }) => workload),
        ports: { http: { port: config.port, exposure: exposureOf(config) } },
        probes: probesOf(config),
        replicas: config.replicas,
        resources: config.resources,
        egress: config.egress,
        user: config.user,
      },
      { parent: this, dependsOn: stores.map(({ granted }) => granted) },
    );
    this.registerOutputs({});
  }
}

function imageOf({ build, image }: ApplicationConfig): Image {
  return build === undefined ? { reference: image as string } : { build };
}

function exposureOf({ exposure }: ApplicationConfig): Exposure {
  return exposure.to !== "stack" && exposure.port !== undefined ? { from: "host", port: exposure.port } : { from: "stack" };
}

function probesOf({ port, health, live }: ApplicationConfig): Probes {
  return {
    readiness: { check: { http: health, port }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
    ...(live !== undefined && { liveness: { check: { http: live, port }, initialDelay: 30, period: 10, timeout: 3, failures: 3 } }),
  };
}
