import * as pulumi from "@pulumi/pulumi";
import { DockerPlatform } from "../../../../components/platform/docker/platform";
import { GeneratedSecret } from "../../../../components/secrets/generated-secret";
import type { Size } from "../../../../components/platform/units";
import type { Probes, Resources } from "../../../../components/platform/workload";

/** Every feature of a platform, once. Component-free, so that a failure here is the platform's own. */
const config = new pulumi.Config();
const platform = new DockerPlatform(`${pulumi.getProject()}-${pulumi.getStack()}`);

const image = { build: "image" };
const user = 4242;
const resources: Resources = {
  requests: { cpu: "50m", memory: "32Mi" },
  limits: { cpu: "250m", memory: config.get<Size>("memory") ?? "64Mi" },
};
const small: Resources = { requests: { cpu: "20m", memory: "16Mi" }, limits: { cpu: "200m", memory: "64Mi" } };
const check = { http: "/health", port: 8080 };
const probes: Probes = {
  readiness: { check, initialDelay: 1, period: 1, timeout: 1, failures: 2 },
  liveness: { check, initialDelay: 1, period: 1, timeout: 1, failures: 3 },
};

const token = new GeneratedSecret("token", { version: config.getNumber("tokenVersion") ?? 1 }).value;
const data = platform.volume("data", { size: "1Gi", protect: true }, {});
const alpha = platform.workload(
  "alpha",
  {
    image,
    env: { GREETING: config.get("greeting") ?? "hello" },
    secrets: { token },
    files: { "settings.conf": "colour = blue\n" },
    mounts: [{ volume: data, path: "/data" }],
    ports: { http: { port: 8080 } },
    probes,
    resources,
    replicas: 2,
    stopTimeout: 20,
    user,
  },
  {},
);
platform.workload(
  "beta",
  {
    image,
    needs: [alpha],
    ports: { http: { port: 8080, exposure: { from: "host", port: config.requireNumber("port") } } },
    probes,
    resources: small,
    user,
  },
  {},
);
platform.workload(
  "gamma",
  {
    image,
    ports: { http: { port: 8080 } },
    probes,
    resources: small,
    user,
    sidecars: { helper: { image, resources: small, user, ports: { http: { port: 8080 } } } },
  },
  {},
);
platform.workload("delta", { image, egress: true, probes, resources: small, user }, {});
platform.job(
  "once",
  { image, command: ["job", "once", config.get("jobExitCode") ?? "0"], mounts: [{ volume: data, path: "/data" }], resources: small, user },
  {},
);
platform.scheduledJob(
  "clock",
  {
    image,
    schedule: "*/2 * * * * * *",
    command: ["job", "it's time", "0"],
    env: { JOB_SECONDS: "3" },
    mounts: [{ volume: data, path: "/data" }],
    needs: [alpha],
    resources: small,
    user,
  },
  {},
);

export const inventory = platform.inventory();
