/** Workloads in every state that `status` tells apart, small enough to run side by side. All keep Pod Security `restricted`, but for one. */

export const security = {
  pod: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
  container: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
};

export const namespaceObject = (name: string): object => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "app.kubernetes.io/managed-by": "ballast", "pod-security.kubernetes.io/enforce": "restricted" } },
});

const serve = 'echo "serving"; trap "exit 0" TERM; while :; do sleep 1; done';

interface Described {
  script?: string;
  container?: object;
  pod?: object;
}

function podSpec(image: string, name: string, { script = serve, container = {}, pod = {} }: Described): object {
  const own = {
    name,
    image,
    command: ["sh", "-c", script],
    securityContext: security.container,
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "32Mi" } },
    ...container,
  };
  return { terminationGracePeriodSeconds: 1, securityContext: security.pod, containers: [own], ...pod };
}

/** @param name its own, and its container's */
function workload(kind: "Deployment" | "StatefulSet", image: string, name: string, described: Described, spec: object = {}): object {
  const labels = { "ballast.service": name };
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(image, name, described) },
      ...spec,
    },
  };
}

function cronJob(image: string, name: string, script: string, suspend = false): object {
  const template = { spec: { ...podSpec(image, name, { script }), restartPolicy: "Never" } };
  const jobTemplate = { spec: { backoffLimit: 0, template } };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, labels: { "ballast.service": name } },
    spec: { schedule: "* * * * *", concurrencyPolicy: "Forbid", suspend, jobTemplate },
  };
}

const probe = (script: string, more: object = {}): object => ({
  exec: { command: ["sh", "-c", script] },
  periodSeconds: 1,
  failureThreshold: 3,
  ...more,
});

/** @param image has a shell */
export function workloads(image: string): object[] {
  const deployment = (name: string, described: Described, spec?: object): object => workload("Deployment", image, name, described, spec);
  const exporter = (podSpec(image, "exporter", { script: serve.replace("serving", "exporting") }) as { containers: object[] }).containers;
  const sidecar = podSpec(image, "healthy", { container: { readinessProbe: probe("true") } }) as { containers: object[] };
  return [
    deployment("healthy", { pod: { containers: [...sidecar.containers, ...exporter] } }, { replicas: 2 }),
    workload("StatefulSet", image, "database", {}, { serviceName: "database" }),
    deployment("crash", { script: 'echo "going down"; exit 3' }),
    deployment("oom", { script: "echo filling; sleep 1; x=$(head -c 200000000 /dev/zero | tr '\\0' x)" }),
    deployment("bad-image", { container: { image: "localhost:1/no/such:1" } }),
    deployment("too-big", { container: { resources: { requests: { memory: "900Gi" }, limits: { memory: "900Gi" } } } }),
    deployment("not-ready", { container: { readinessProbe: probe("echo recovery 63%; exit 1") } }),
    deployment("starting", { container: { startupProbe: probe("echo not yet; exit 1", { failureThreshold: 600 }) } }),
    deployment("no-secret", { container: { env: [{ name: "X", valueFrom: { secretKeyRef: { name: "absent", key: "x" } } }] } }),
    deployment("no-mount", {
      container: { volumeMounts: [{ name: "v", mountPath: "/v" }] },
      pod: { volumes: [{ name: "v", secret: { secretName: "absent" } }] },
    }),
    deployment("refused", { pod: { securityContext: {} } }),
    cronJob(image, "failing-job", 'echo "no backup"; exit 4'),
    cronJob(image, "good-job", "echo done"),
    cronJob(image, "suspended-job", "true", true),
  ];
}

/** What `status` is to say. Names of pods are cut to the workload's. */
export const expected: Record<string, [health: string, reason: RegExp | undefined]> = {
  "Deployment/healthy": ["healthy", undefined],
  "StatefulSet/database": ["healthy", undefined],
  "Deployment/crash": ["unhealthy", /^crash-\w+-\w+: CrashLoopBackOff, exit code 3, \d+ restarts?$/],
  "Deployment/oom": ["unhealthy", /^oom-\w+-\w+: (CrashLoopBackOff|exited), exit code 137, killed for want of memory(, \d+ restarts?)?$/],
  "Deployment/bad-image": ["unhealthy", /^bad-image-\w+-\w+: (ImagePullBackOff|ErrImagePull): .*localhost:1\/no\/such:1/],
  "Deployment/too-big": ["unhealthy", /^too-big-\w+-\w+: not scheduled: 0\/1 nodes are available: 1 Insufficient memory/],
  "Deployment/not-ready": ["unhealthy", /^not-ready-\w+-\w+: its readiness probe fails$/],
  "Deployment/starting": ["starting", /^starting-\w+-\w+: its startup probe has not passed yet$/],
  "Deployment/no-secret": ["unhealthy", /^no-secret-\w+-\w+: CreateContainerConfigError: secret "absent" not found$/],
  "Deployment/no-mount": [
    "starting",
    /^no-mount-\w+-\w+: not started yet: FailedMount: MountVolume.SetUp failed .*secret "absent" not found$/,
  ],
  "Deployment/refused": ["unhealthy", /^a pod was refused: pods "refused-\w+-\w+" is forbidden: violates PodSecurity/],
  "CronJob/failing-job": ["unhealthy", /^its last run, failing-job-\d+, failed: exit code 4$/],
  "CronJob/good-job": ["healthy", undefined],
  "CronJob/suspended-job": ["unhealthy", /^suspended$/],
  "Deployment/absent": ["missing", /^no such Deployment$/],
};
