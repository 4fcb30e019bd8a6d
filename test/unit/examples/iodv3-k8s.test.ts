/** examples/iodv3 on Kubernetes: the same matrix from its own file, under mocks (K81, K82, K83). Does not prove that it runs. */
import type { KubernetesNeeds } from "../../../components/platform/needs";
import { readProjectFile, stackConfig } from "../config/yaml";
import { one, runProgram } from "../stack/program";
import type { Asked } from "../stack/record";

let resources: Asked[];
let needs: KubernetesNeeds;

beforeAll(async () => {
  ({ resources } = await runProgram(stackConfig(readProjectFile("Pulumi.iodv3-k8s.yaml"))));
  needs = one(resources, "Preflight", "preflight").inputs.needs as KubernetesNeeds;
}, 120_000);

interface Container {
  name: string;
  resources: unknown;
  readinessProbe: Record<string, unknown>;
  livenessProbe?: Record<string, unknown>;
}

const containers = (): Container[] =>
  resources
    .filter(({ type }) => type === "Deployment" || type === "StatefulSet")
    .flatMap(({ name, inputs }) => {
      const { spec } = inputs as { spec: { template: { spec: { containers: Container[] } } } };
      return spec.template.spec.containers.filter((container) => container.name === name);
    });

test("every service has the requests and limits of the matrix (K81)", () => {
  const service = { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } };
  expect(Object.fromEntries(containers().map(({ name, resources }) => [name, resources]))).toMatchObject({
    accounts: service,
    blog: service,
    gateway: service,
    postgres: { requests: { cpu: "200m", memory: "256Mi" }, limits: { cpu: "1000m", memory: "1Gi" } },
    redis: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  });
  expect(containers()).toHaveLength(5);
});

test("ready every 5 s after 5 s, alive every 10 s after 30 s; Postgres has no liveness probe (K82)", () => {
  for (const { name, readinessProbe, livenessProbe } of containers()) {
    expect([name, readinessProbe]).toEqual([name, expect.objectContaining({ initialDelaySeconds: 5, periodSeconds: 5 })]);
    if (name === "postgres") expect(livenessProbe).toBeUndefined();
    else expect([name, livenessProbe]).toEqual([name, expect.objectContaining({ initialDelaySeconds: 30, periodSeconds: 10 })]);
  }
});

test("three node ports, an ingress at the same time, and 2Gi for each store and each copy of it (K83, K84)", () => {
  expect(needs.nodePorts).toEqual(
    expect.arrayContaining([
      { service: "gateway", port: 30_000 },
      { service: "accounts", port: 30_001 },
      { service: "blog", port: 30_002 },
    ]),
  );
  expect(needs.nodePorts).toHaveLength(3);
  expect(needs.ingress).toEqual({});
  expect(needs.volumes.map(({ size }) => size)).toEqual([2048, 2048, 1024, 2048, 5120, 2048, 1024, 1024, 2048, 2048, 1024]);
  expect(needs.images.map(({ reference }) => reference.replace(/:[0-9a-f]{16}$/, "")).sort()).toEqual(
    ["images-gateway", "images-postgres", "images-redis", "services-accounts", "services-blog", "services-drill"].map(
      (name) => `localhost:5001/ballast/${name}`,
    ),
  );
});

test("the two configurations differ in the platform and in replicas alone", () => {
  const kubernetes = stackConfig(readProjectFile("Pulumi.iodv3-k8s.yaml"));
  const applications = kubernetes.applications as Record<string, Record<string, unknown>>;
  const once = Object.fromEntries(Object.entries(applications).map(([name, { replicas, ...rest }]) => [replicas === 2 ? name : "", rest]));
  const { platform, kubernetes: cluster, ...rest } = kubernetes;
  expect([platform, cluster]).toEqual([
    "kubernetes",
    { context: "ballast", registry: "localhost:5001", ingress: { annotations: { "zalando.org/skipper-backend-protocol": "https" } } },
  ]);
  expect({ ...rest, applications: once }).toEqual(stackConfig(readProjectFile("Pulumi.iodv3.yaml")));
});
