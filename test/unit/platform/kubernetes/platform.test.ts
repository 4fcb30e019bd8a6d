/**
 * The Kubernetes platform with everything a component can ask of it, under mocks (K81–K84).
 * Does NOT prove: that an API server accepts the objects, that a pod starts, or that a network policy is enforced; test/cluster proves those.
 */
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesNeeds } from "../../../../components/platform/needs";
import type { Inventory } from "../../../../components/platform/platform";
import type { JobArgs, Probe, Resources } from "../../../../components/platform/workload";
import { ofType, one } from "../../stack/program";
import { record, type Asked } from "../../stack/record";

jest.mock("../../../../components/platform/kubernetes/registry", () => ({
  digestOf: (reference: string) => Promise.resolve(reference.includes("counter:") ? undefined : "sha256:abc"),
}));

type Fields = Record<string, unknown>;
interface Pod {
  metadata: { labels: Record<string, string> };
  spec: Fields & { containers: (Fields & { name: string })[]; volumes: (Fields & { name: string })[] };
}

const resources: Resources = { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "200Mi" } };
const common: Omit<JobArgs, "needs"> = { image: { reference: "shop@sha256:1" }, resources, user: 10001 };
const readiness: Probe = { check: { http: "/ready", port: 80 }, initialDelay: 5, period: 5, timeout: 3, failures: 3 };
const liveness: Probe = { check: { tcp: 80 }, initialDelay: 30, period: 10, timeout: 3, failures: 3 };
const startup: Probe = { check: { command: ["ready"] }, initialDelay: 0, period: 5, timeout: 3, failures: 60 };

let asked: Asked[];
let inventory: Inventory;
let needs: KubernetesNeeds;

beforeAll(async () => {
  const { resources: all, result } = await record({}, async () => {
    const { KubernetesPlatform } = await import("../../../../components/platform/kubernetes/platform");
    const platform = new KubernetesPlatform("ballast-test", {
      context: "here",
      registry: "localhost:5001",
      ingress: { port: 443, annotations: { "example.com/protocol": "https" } },
    });
    const data = platform.volume("data", { size: "1Gi" }, {});
    const certificate = platform.fileVolume("shop-certificate", { "tls.crt": "public", "tls.key": pulumi.secret("private") }, {});
    const store = platform.workload(
      "store",
      {
        ...common,
        mounts: [{ volume: data, path: "/data" }],
        scratch: ["/tmp", "/dev/shm"],
        ports: { http: { port: 5432 } },
        probes: { startup, readiness: startup },
        stopTimeout: 120,
        sidecars: { metrics: { ...common, mounts: [{ volume: data, path: "/shared" }], ports: { http: { port: 9000 } } } },
      },
      {},
    );
    platform.workload(
      "shop",
      {
        ...common,
        image: { build: "services/notes" },
        env: { B: "2", A: "1" },
        secrets: { key: pulumi.secret("hush") },
        files: { "shop.conf": "on" },
        mounts: [{ volume: certificate, path: "/run/certificates", readOnly: true }],
        ports: {
          http: { port: 80, exposure: { from: "host", port: 30_080, names: { hosts: ["shop.example"], certificate } } },
        },
        probes: { readiness, liveness },
        needs: [store],
        replicas: 2,
        egress: true,
      },
      {},
    );
    platform.workload("silent", { ...common, image: { build: "services/counter" }, probes: { readiness: liveness } }, {});
    platform.job("migrate", { ...common, command: ["migrate", "up"], needs: [store], timeout: 60 }, {});
    platform.scheduledJob("nightly", { ...common, command: ["backup"], schedule: "0 2 * * *", needs: [store] }, {});
    return { inventory: platform.inventory(), needs: platform.needs() as KubernetesNeeds };
  });
  asked = all;
  ({ inventory, needs } = result);
}, 60_000);

const spec = (type: string, name: string): Fields => one(asked, type, name).inputs.spec as Fields;
const meta = (type: string, name: string): Fields => one(asked, type, name).inputs.metadata as Fields;
const pod = (type: string, name: string): Pod => spec(type, name).template as Pod;
const only = (type: string, name: string) => {
  const [container, ...more] = pod(type, name).spec.containers;
  expect(more).toEqual([]);
  return container as Fields;
};

test("the namespace belongs to the stack and enforces Pod Security", () => {
  expect(meta("Namespace", "namespace")).toEqual({
    name: "ballast-test",
    annotations: { "pulumi.com/patchForce": "true" },
    labels: {
      "app.kubernetes.io/managed-by": "ballast",
      "app.kubernetes.io/name": "namespace",
      "ballast.service": "namespace",
      "ballast.stack": "ballast-test",
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    },
  });
  expect(one(asked, "kubernetes", "cluster").inputs).toEqual({ context: "here", enableServerSideApply: "true" });
});

test("every object is in it, under an explicit name, with the stack's labels", () => {
  const inNamespace = asked.filter(({ inputs, type }) => "metadata" in inputs && !["Namespace", "PriorityClass"].includes(type));
  expect(inNamespace.length).toBeGreaterThan(20);
  for (const { inputs } of inNamespace) {
    expect(inputs.metadata).toMatchObject({
      name: expect.any(String) as string,
      namespace: "ballast-test",
      labels: { "ballast.stack": "ballast-test" },
    });
  }
});

test("a container is nobody, and can write to nothing but its scratch", () => {
  expect(only("Deployment", "shop")).toEqual({
    name: "shop",
    image: "localhost:5001/ballast/services-notes@sha256:abc",
    imagePullPolicy: "IfNotPresent",
    env: [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ],
    ports: [{ name: "http", containerPort: 80, protocol: "TCP" }],
    resources: {
      requests: { cpu: "10m", memory: "16Mi", "ephemeral-storage": "32Mi" },
      limits: { cpu: "100m", memory: "200Mi", "ephemeral-storage": "256Mi" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [
      { name: "shop-secrets", mountPath: "/run/secrets", readOnly: true },
      { name: "shop-files", mountPath: "/run/config", readOnly: true },
      { name: "mount-shop-certificate", mountPath: "/run/certificates", readOnly: true },
      { name: "shop-scratch-0", mountPath: "/tmp" },
    ],
    readinessProbe: {
      httpGet: { path: "/ready", port: 80, scheme: "HTTP" },
      initialDelaySeconds: 5,
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    },
    livenessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
  });
});

test("its pod has no say in the cluster", () => {
  const { containers, volumes, topologySpreadConstraints, ...rest } = pod("Deployment", "shop").spec;
  expect(containers).toHaveLength(1);
  expect(rest).toEqual({
    serviceAccountName: "shop",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      fsGroup: 10001,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    terminationGracePeriodSeconds: 35,
  });
  expect(one(asked, "ServiceAccount", "shop").inputs.automountServiceAccountToken).toBe(false);
  expect(topologySpreadConstraints).toHaveLength(1);
  expect(volumes.map(({ name }) => name)).toEqual(["shop-secrets", "shop-files", "shop-scratch-0", "mount-shop-certificate"]);
});

test("secrets and files are immutable objects that are called after their content; a secret's values are secret", () => {
  const { inputs, secretInputs } = one(asked, "Secret", "shop-secrets");
  expect(inputs).toMatchObject({ immutable: true, type: "Opaque" });
  expect((inputs.metadata as Fields).name).toMatch(/^shop-secrets-[0-9a-f]{10}$/);
  expect(secretInputs).toEqual(["data"]);
  expect(JSON.stringify(inputs)).not.toContain("hush");
  const files = one(asked, "ConfigMap", "shop-files").inputs;
  expect(files).toMatchObject({ immutable: true, data: { "shop.conf": "on" } });
  expect((files.metadata as Fields).name).toMatch(/^shop-files-[0-9a-f]{10}$/);
  expect(pod("Deployment", "shop").spec.volumes[0]).toEqual({
    name: "shop-secrets",
    secret: { secretName: meta("Secret", "shop-secrets").name, defaultMode: 0o440 },
  });
});

test("a file volume keeps its name, and is what an ingress takes a certificate from", () => {
  expect(one(asked, "Secret", "shop-certificate").inputs).toMatchObject({
    type: "kubernetes.io/tls",
    metadata: { name: "shop-certificate" },
  });
  expect(one(asked, "Secret", "shop-certificate").inputs.immutable).toBeUndefined();
  expect(one(asked, "Secret", "shop-certificate").secretInputs).toEqual(["data"]);
});

test("replicas roll without a gap, spread, and are drained one at a time (K84)", () => {
  expect(spec("Deployment", "shop")).toMatchObject({
    replicas: 2,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    selector: { matchLabels: { "ballast.service": "shop" } },
  });
  expect(ofType(asked, "PodDisruptionBudget").map(({ name, inputs }) => [name, inputs.spec])).toEqual([
    ["shop", { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: { "ballast.service": "shop" } } }],
  ]);
});

test("what holds data is a StatefulSet of the data's priority, its claim protected and its own", () => {
  expect(spec("StatefulSet", "store")).toMatchObject({ replicas: 1, serviceName: "store-pods" });
  expect(pod("StatefulSet", "store").spec).toMatchObject({ priorityClassName: "ballast-test-data", terminationGracePeriodSeconds: 120 });
  expect(spec("PersistentVolumeClaim", "data")).toEqual({ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } });
  expect(one(asked, "PersistentVolumeClaim", "data").protect).toBe(true);
  expect(meta("PersistentVolumeClaim", "data").annotations).toEqual({ "pulumi.com/patchForce": "true", "pulumi.com/skipAwait": "true" });
  const claimed = pod("StatefulSet", "store").spec.volumes.filter((volume) => "persistentVolumeClaim" in volume);
  expect(claimed).toEqual([{ name: "mount-data", persistentVolumeClaim: { claimName: "data" } }]);
  expect(spec("Service", "store-pods")).toEqual({ clusterIP: "None", selector: { "ballast.service": "store" } });
});

test("scratch is memory with an end, and a database's shared memory follows its limit", () => {
  expect(pod("StatefulSet", "store").spec.volumes).toEqual(
    expect.arrayContaining([
      { name: "store-scratch-0", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
      { name: "store-scratch-1", emptyDir: { medium: "Memory", sizeLimit: "100Mi" } },
    ]),
  );
});

test("a sidecar is in the pod, without probes, under a name of its own", () => {
  const [main, sidecar] = pod("StatefulSet", "store").spec.containers as Fields[] as [Fields, Fields];
  expect(main.startupProbe).toMatchObject({ exec: { command: ["ready"] }, failureThreshold: 60 });
  expect(sidecar).toMatchObject({ name: "store-metrics", ports: [{ name: "http", containerPort: 9000, protocol: "TCP" }] });
  expect(sidecar.readinessProbe).toBeUndefined();
  expect(spec("Service", "store-metrics")).toMatchObject({ selector: { "ballast.service": "store" }, ports: [{ port: 9000 }] });
});

test("an exposed port is on the nodes and at the ingress at once, and nothing else is (K83)", () => {
  expect(spec("Service", "shop-outside")).toEqual({
    type: "NodePort",
    selector: { "ballast.service": "shop" },
    ports: [{ name: "http", port: 80, targetPort: 80, protocol: "TCP", appProtocol: "https", nodePort: 30_080 }],
  });
  expect(spec("Ingress", "shop")).toEqual({
    rules: [
      {
        host: "shop.example",
        http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "shop", port: { name: "http" } } } }] },
      },
    ],
    tls: [{ hosts: ["shop.example"], secretName: "shop-certificate" }],
  });
  expect(meta("Ingress", "shop").annotations).toEqual({
    "pulumi.com/patchForce": "true",
    "pulumi.com/skipAwait": "true",
    "example.com/protocol": "https",
  });
  expect(ofType(asked, "Service").map(({ name, inputs }) => [name, (inputs.spec as Fields).type])).toEqual([
    ["shop", "ClusterIP"],
    ["shop-outside", "NodePort"],
    ["store", "ClusterIP"],
    ["store-metrics", "ClusterIP"],
    ["store-pods", undefined],
  ]);
});

test("nobody connects to anybody who did not declare it", () => {
  const policies = Object.fromEntries(ofType(asked, "NetworkPolicy").map(({ name, inputs }) => [name, inputs.spec]));
  expect(Object.keys(policies)).toEqual(["default-deny", "migrate", "names", "nightly", "shop", "store"]);
  expect(policies["default-deny"]).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  expect(policies.store).toEqual({
    podSelector: { matchLabels: { "ballast.service": "store" } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [{ podSelector: { matchLabels: { "needs.ballast/store": "true" } } }],
        ports: [
          { port: 5432, protocol: "TCP" },
          { port: 9000, protocol: "TCP" },
        ],
      },
    ],
    egress: [],
  });
  const anywhere = [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }];
  expect(policies.shop).toMatchObject({
    ingress: [{ from: [{ podSelector: {} }] }, { from: anywhere, ports: [{ port: 80, protocol: "TCP" }] }],
    egress: [{ to: [{ podSelector: { matchLabels: { "ballast.service": "store" } } }] }, { to: anywhere }],
  });
  expect(policies.migrate).toMatchObject({ ingress: [], egress: [{ to: [{ podSelector: {} }] }] });
  expect(pod("Deployment", "shop").metadata.labels["needs.ballast/store"]).toBe("true");
  expect(pod("Deployment", "silent").metadata.labels["needs.ballast/store"]).toBeUndefined();
});

test("a job is called after its inputs, runs once, and is made again when it failed", () => {
  expect(meta("Job", "migrate")).toMatchObject({
    name: expect.stringMatching(/^migrate-[0-9a-f]{10}$/) as string,
    annotations: { "pulumi.com/patchForce": "true", "pulumi.com/replaceUnready": "true", "pulumi.com/timeoutSeconds": "360" },
  });
  expect(spec("Job", "migrate")).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 360 });
  expect(pod("Job", "migrate").spec.restartPolicy).toBe("Never");
  expect(only("Job", "migrate").args).toEqual(["migrate", "up"]);
});

test("a scheduled job never runs twice at once, nor late without end", () => {
  expect(spec("CronJob", "nightly")).toMatchObject({
    schedule: "0 2 * * *",
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 300,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
  });
});

test("an image that the registry does not have keeps its tag", () => {
  expect(only("Deployment", "silent").image).toMatch(/^localhost:5001\/ballast\/services-counter:[0-9a-f]{16}$/);
});

test("a workload waits for what it needs, and for what it is reached and allowed by", () => {
  const { dependencies } = one(asked, "Deployment", "shop");
  expect(dependencies).toEqual(
    expect.arrayContaining([
      "StatefulSet::store",
      "Secret::shop-certificate",
      "NetworkPolicy::shop",
      "Service::shop",
      "ServiceAccount::shop",
    ]),
  );
});

test("the operator's commands find the owners of the pods", () => {
  expect(inventory).toEqual({
    services: {
      store: { units: ["StatefulSet/store"], needs: [] },
      shop: { units: ["Deployment/shop"], needs: ["store"] },
      silent: { units: ["Deployment/silent"], needs: [] },
      nightly: { units: ["CronJob/nightly"], needs: ["store"] },
    },
    volumes: { data: { name: "data", protected: true } },
  });
});

test("the preflight is told all that the cluster has to have", () => {
  expect({
    ...needs,
    kinds: needs.kinds.length,
    images: needs.images.map(({ reference }) => reference.replace(/[0-9a-f]{16}$/, "TAG")),
  }).toEqual({
    platform: "kubernetes",
    owner: "ballast-test",
    namespace: "ballast-test",
    context: "here",
    ingress: {},
    kinds: 14,
    nodePorts: [{ service: "shop", port: 30_080 }],
    volumes: [{ name: "data", size: 1024 }],
    pods: [
      { service: "store", memory: 32, cpu: 20 },
      { service: "shop", memory: 16, cpu: 10 },
      { service: "shop", memory: 16, cpu: 10 },
      { service: "silent", memory: 16, cpu: 10 },
    ],
    memory: { requests: 80, limits: 1000 },
    cpu: { requests: 50 },
    images: ["shop@sha256:1", "localhost:5001/ballast/services-notes:TAG", "localhost:5001/ballast/services-counter:TAG"],
  });
  const made = asked.filter(({ inputs }) => "metadata" in inputs).map(({ type }) => plural(type.toLowerCase()));
  expect([...new Set(made)].sort()).toEqual(needs.kinds.map(({ resource }) => resource).sort());
});

function plural(kind: string): string {
  if (kind.endsWith("y")) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith("s") ? `${kind}es` : `${kind}s`;
}
