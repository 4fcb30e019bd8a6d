import { kinds } from "../../../components/platform/kubernetes/kinds";
import type { KubernetesNeeds } from "../../../components/platform/needs";
import type { KubernetesInput } from "../../../components/preflight/check";
import type { KubernetesFacts, Node } from "../../../components/preflight/collect/kubernetes/facts";
import type { Settings } from "../../../components/preflight/settings";
import { healthyBucket } from "./machine";

export const notes = "localhost:5001/ballast/services-notes:0123456789ab";
export const shop = `registry.example/shop@sha256:${"a".repeat(64)}`;

/** A small node: 4Gi and two cores, a tenth of it taken by others. Mebibytes and thousandths of a core. */
export const node = (change: Partial<Node> = {}): Node => ({
  name: "node-1",
  usable: true,
  allocatable: { memory: 4000, cpu: 2000, pods: 110 },
  taken: { memory: 400, cpu: 200, pods: 4 },
  images: [],
  ...change,
});

const facts: KubernetesFacts = {
  cluster: { state: "answers", version: "v1.34.4" },
  denied: { value: [] },
  namespace: { value: {} },
  storageClasses: { value: [{ name: "local", default: true, provisioner: "ballast.example/local" }] },
  claims: { value: [] },
  nodes: { value: [node()] },
  nodePorts: { value: [] },
  ingressClasses: { value: [{ name: "nginx", default: true, provisioner: "k8s.io/ingress-nginx" }] },
  images: [
    { reference: notes, registry: "localhost:5001", answer: { value: "there" } },
    { reference: shop, registry: "registry.example", answer: { value: "there" } },
  ],
  unbuildable: [],
  bucket: healthyBucket,
  vault: { value: { address: "https://vault.example:8200", secret: "secret/ballast, version 1", state: "readable" } },
  folders: [
    { name: "project", path: "/srv/ballast" },
    { name: "report", path: "/home/ops/.local/share/ballast/preflight" },
  ],
};

const needs: KubernetesNeeds = {
  platform: "kubernetes",
  owner: "ballast-prod",
  context: "ballast",
  namespace: "ballast-prod",
  memory: { requests: 1200, limits: 3400 },
  cpu: { requests: 900 },
  volumes: [
    { name: "postgres-data", size: 10240 },
    { name: "redis-data", size: 2048 },
  ],
  ingress: {},
  nodePorts: [{ service: "gateway", port: 30000 }],
  pods: [
    { service: "postgres", memory: 600, cpu: 400 },
    { service: "redis", memory: 300, cpu: 200 },
    { service: "notes", memory: 300, cpu: 300 },
  ],
  images: [{ reference: notes, build: { folder: "services/notes", args: {} } }, { reference: shop }],
  kinds,
};

const settings: Settings = { disk: "30Gi", memory: "4Gi", cpus: 2, ports: [], airGapped: false, accept: [] };

export interface Change {
  facts?: Partial<KubernetesFacts>;
  needs?: Partial<KubernetesNeeds>;
  settings?: Partial<Settings>;
}

/** A cluster on which the stack can be deployed, with something else about it. */
export function cluster(change: Change = {}): KubernetesInput {
  return {
    facts: { ...facts, ...change.facts },
    needs: { ...needs, ...change.needs },
    settings: { ...settings, ...change.settings },
  };
}
