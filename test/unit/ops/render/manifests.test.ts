/** What `./ballast render` writes of which object, and where. Does NOT prove: that a cluster accepts it (test/engine/render.test.ts). */
import { parse, parseAllDocuments } from "yaml";
import { imagesByTag } from "../../../../ops/render/images";
import { appliedText, applicable, manifestsOf } from "../../../../ops/render/manifests";
import type { KubernetesObject } from "../../../../ops/render/objects";

function object(kind: string, name: string, service: string, more: Partial<KubernetesObject> = {}): KubernetesObject {
  const { metadata, ...fields } = more;
  return {
    apiVersion: "v1",
    kind,
    metadata: { name, namespace: "ballast-test", labels: { "ballast.service": service }, ...metadata },
    ...fields,
  };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const secret = object("Secret", "shop-secrets-1", "shop", { type: "Opaque", data: { url: base64("redis://shop:<password>@redis") } });
const namespace: KubernetesObject = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "ballast-test", labels: { "ballast.service": "namespace" } },
};
const scrambled = [
  object("Ingress", "shop", "shop"),
  object("Deployment", "shop", "shop"),
  secret,
  object("Service", "shop-outside", "shop"),
  object("Service", "shop", "shop"),
  object("NetworkPolicy", "default-deny", "default-deny"),
  object("PersistentVolumeClaim", "postgres-data", "postgres-data"),
  namespace,
];
const idOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;
const idsIn = (text: string): string[] => parseAllDocuments(text).map((document) => idOf(document.toJS() as KubernetesObject));
const render = (objects: KubernetesObject[], withSecrets = false) => manifestsOf(applicable(objects), withSecrets);

test("what others need is first, and the order of the program is nothing", () => {
  const ids = applicable(scrambled).map(idOf);
  expect(ids).toEqual([
    "Namespace/ballast-test",
    "NetworkPolicy/default-deny",
    "Secret/shop-secrets-1",
    "PersistentVolumeClaim/postgres-data",
    "Service/shop",
    "Service/shop-outside",
    "Deployment/shop",
    "Ingress/shop",
  ]);
  expect(applicable([...scrambled].reverse()).map(idOf)).toEqual(ids);
});

test("a file for each service, one for what they share, and a kustomization that lists them", () => {
  const manifests = render(scrambled);
  expect(Object.keys(manifests)).toEqual([
    "kustomization.yaml",
    "namespace.yaml",
    "services/postgres-data.yaml",
    "services/shop.yaml",
    "secrets.example.yaml",
  ]);
  expect(parse(manifests["kustomization.yaml"]!)).toEqual({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: ["namespace.yaml", "services/postgres-data.yaml", "services/shop.yaml"],
  });
  expect(idsIn(manifests["namespace.yaml"]!)).toEqual(["Namespace/ballast-test", "NetworkPolicy/default-deny"]);
  expect(idsIn(manifests["services/shop.yaml"]!)).toEqual(["Service/shop", "Service/shop-outside", "Deployment/shop", "Ingress/shop"]);
});

test.each(["secrets", "kustomization", "namespace", "data"])("an application that is called %s has a file of its own", (name) => {
  const manifests = render([...scrambled, object("Deployment", name, name)], true);
  expect(idsIn(manifests[`services/${name}.yaml`]!)).toEqual([`Deployment/${name}`]);
  expect(idsIn(manifests["secrets.yaml"]!)).toEqual(["Secret/shop-secrets-1"]);
  expect(idsIn(manifests["namespace.yaml"]!)).toEqual(["Namespace/ballast-test", "NetworkPolicy/default-deny"]);
});

test("Secrets are left out of what is applied; the example says what belongs into them", () => {
  const manifests = render(scrambled);
  expect(idsIn(appliedText(manifests))).not.toContain("Secret/shop-secrets-1");
  expect(parse(manifests["secrets.example.yaml"]!)).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: secret.metadata,
    type: "Opaque",
    stringData: { url: "redis://shop:<password>@redis" },
  });
});

test("Secrets that were asked for are in a file of their own, as they are", () => {
  const manifests = render(scrambled, true);
  expect(Object.keys(manifests)).not.toContain("secrets.example.yaml");
  expect(parse(manifests["secrets.yaml"]!)).toEqual(secret);
  expect(idsIn(appliedText(manifests)).sort()).toEqual(scrambled.map(idOf).sort());
});

test("words for Pulumi's provider are left out, and nobody else's", () => {
  const words = { "pulumi.com/skipAwait": "true", "pulumi.com/patchForce": "true" };
  const annotated = (annotations: Record<string, string>) => object("Service", "shop", "shop", { metadata: { name: "shop", annotations } });
  expect(applicable([annotated(words)])[0]?.metadata).not.toHaveProperty("annotations");
  expect(applicable([annotated({ ...words, "nginx.org/x": "1" })])[0]?.metadata.annotations).toEqual({ "nginx.org/x": "1" });
});

test("images that no digest names are told, each once", () => {
  const pod = (...images: string[]) => ({ spec: { template: { spec: { containers: images.map((image) => ({ image })) } } } });
  const digest = `r.example/shop@sha256:${"0".repeat(64)}`;
  const objects = [
    object("Deployment", "shop", "shop", pod("r.example/shop:2", digest)),
    object("CronJob", "x", "x", { spec: { jobTemplate: pod("r.example/shop:2", "r.example/job:1") } }),
  ];
  expect(imagesByTag(objects)).toEqual(["r.example/job:1", "r.example/shop:2"]);
});
