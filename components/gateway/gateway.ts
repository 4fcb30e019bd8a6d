import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/authority";
import { builtImage } from "../platform/images";
import type { Platform } from "../platform/platform";
import type { Resources, Workload } from "../platform/workload";
import { gatewayConf, gatewayPort, probePort } from "./gateway-conf";

export interface GatewayArgs {
  /** Port of the host, or of every node. */
  port: number;
  /** Host address it binds to. @default 127.0.0.1: nothing outside the machine can reach it */
  address?: string;
  /** Serve HTTPS with a certificate of this authority; without, HTTP, for those who have TLS ended in front of it. */
  authority?: CertificateAuthority;
  /** Names under which clients reach it, beyond its address and localhost. @default none */
  hosts?: string[];
  /** Path prefix (whole segments, passed on unchanged) → application. /health and /ready are the gateway's own. */
  routes: { path: string; application: { workload: Workload; port: number; health: string } }[];
  /** @default 100m to 500m CPU, 128Mi to 512Mi memory */
  resources?: Resources;
}

const defaultResources: Resources = {
  requests: { cpu: "100m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "512Mi" },
};

/** The one door to the applications: nginx, which balances over their replicas and reports their health. */
export class Gateway extends pulumi.ComponentResource {
  readonly workload: Workload & pulumi.Resource;
  /** Name → URL: under its own name at its port, and under each of its hosts. */
  readonly endpoints: Record<string, string>;

  constructor(name: string, platform: Platform, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:gateway:Gateway", name, {}, opts);
    const address = args.address ?? "127.0.0.1";
    const { authority, hosts = [] } = args;
    const certificate = authority?.issue(name, hostsOf(name, address, hosts), { parent: this });
    const conf = gatewayConf(
      args.routes.map(({ path, application: { workload, port, health } }) => ({
        path,
        application: { name: workload.name, host: workload.host, port, health },
      })),
      { tls: authority !== undefined },
    );

    this.workload = platform.workload(
      name,
      {
        image: builtImage("gateway"),
        files: { "nginx.conf": conf, "health.js": readFileSync(join(__dirname, "health.js"), "utf8") },
        ports: {
          http: {
            port: gatewayPort,
            exposure: { from: "host", port: args.port, address, names: { hosts, ...(certificate && { certificate: certificate.volume }) } },
          },
        },
        mounts: certificate ? [certificate] : [],
        needs: [...new Set(args.routes.map(({ application }) => application.workload))],
        probes: {
          readiness: { check: { http: "/ready", port: probePort }, initialDelay: 5, period: 5, timeout: 3, failures: 3 },
          liveness: { check: { http: "/live", port: probePort }, initialDelay: 30, period: 10, timeout: 3, failures: 3 },
        },
        resources: args.resources ?? defaultResources,
        user: 10101,
      },
      { parent: this },
    );
    const scheme = authority ? "https" : "http";
    this.endpoints = {
      [name]: `${scheme}://${address}:${args.port}`,
      ...Object.fromEntries(hosts.map((host) => [host, `${scheme}://${platform.authorityOf(host, args.port)}`])),
    };
    this.registerOutputs({});
  }
}

/** @returns each once: its names inside and outside, and the addresses that reach it from its own machine */
function hostsOf(name: string, address: string, hosts: string[]): string[] {
  const everywhere = "0.0.0.0";
  return [...new Set([...hosts, name, "localhost", "127.0.0.1", ...(address === everywhere ? [] : [address])])];
}
