import * as pulumi from "@pulumi/pulumi";
import { DockerPlatform } from "../../../components/platform/docker/platform";
import { KubernetesPlatform } from "../../../components/platform/kubernetes/platform";
import type { Platform } from "../../../components/platform/platform";
import type { ContainerArgs, Image, Probes, Resources } from "../../../components/platform/workload";
import { GeneratedSecret } from "../../../components/secrets/generated-secret";
import type { Wanted } from "../wanted";

/** Every feature of a platform, once. Component-free, so that a failure here is the platform's own. */
const wanted = new pulumi.Config().requireObject<Wanted>("wanted");
const prefix = `${pulumi.getProject()}-${pulumi.getStack()}`;
const platform: Platform = wanted.kubernetes ? new KubernetesPlatform(prefix, wanted.kubernetes) : new DockerPlatform(prefix);

const port = 8473;
const helperPort = 8474;
const user = 4242;
const image: Image = { build: "image", args: { VERSION: wanted.version } };
const resources: Resources = { requests: { cpu: "20m", memory: "16Mi" }, limits: { cpu: "300m", memory: "64Mi" } };
const common = { image, resources, user, env: { PORT: String(port) } } satisfies ContainerArgs;
const check = { http: "/health", port };
const probes: Probes = {
  readiness: { check, initialDelay: 1, period: 1, timeout: 1, failures: 2 },
  liveness: { check, initialDelay: 1, period: 1, timeout: 1, failures: 3 },
};
/** As K82 has it. A cluster's network policies know a new replica a moment after its start, and before this. */
const served: Probes = { ...probes, readiness: { ...probes.readiness, initialDelay: 5 } };
const ports = { http: { port } };

const token = new GeneratedSecret("token", { version: wanted.secretVersion }).value;
const data = platform.volume("data", { size: "1Gi", protect: true }, {});
const papers = platform.fileVolume("papers", { certificate: wanted.paper }, {});
const mounts = [{ volume: data, path: "/data" }];

const store = platform.workload(
  "store",
  {
    ...common,
    secrets: { token },
    files: { "settings.conf": `colour = ${wanted.colour}\n` },
    mounts,
    ports,
    probes,
    stopTimeout: 20,
    sidecars: { helper: { ...common, env: { PORT: String(helperPort) }, mounts, ports: { http: { port: helperPort } } } },
  },
  {},
);
const web = platform.workload(
  "web",
  {
    ...common,
    env: { ...common.env, GREETING: wanted.greeting, ...(wanted.broken && { BROKEN: "yes" }) },
    ports,
    probes: served,
    replicas: 2,
    stopTimeout: 20,
  },
  {},
);
platform.workload(
  "client",
  {
    ...common,
    needs: [store, web],
    mounts: [{ volume: papers, path: "/papers", readOnly: true }],
    ports: { http: { port, exposure: { from: "host", port: wanted.port } } },
    probes,
  },
  {},
);
const limits = { ...resources.limits, memory: wanted.strangerMemory };
platform.workload("stranger", { ...common, resources: { ...resources, limits }, ports, probes }, {});
platform.workload("roamer", { ...common, egress: true, probes, stopTimeout: 5 }, {});
platform.job("once", { ...common, command: ["job", "once", "0", wanted.jobExitCode], mounts }, {});
platform.scheduledJob("clock", { ...common, schedule: "* * * * *", command: ["job", "it's time", "0", "0"], mounts }, {});
platform.scheduledJob("slow", { ...common, schedule: wanted.slowSchedule, command: ["job", "slow", "75", "0"], mounts }, {});
