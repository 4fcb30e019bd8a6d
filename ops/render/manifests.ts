import { stringify } from "yaml";
import type { KubernetesObject } from "./objects";

/** File name → content, for a folder that kustomize, Flux and Argo CD take as it is. */
export type Manifests = Record<string, string>;

/** What others need is first. */
const order = [
  "Namespace",
  "PriorityClass",
  "NetworkPolicy",
  "ServiceAccount",
  "Secret",
  "ConfigMap",
  "PersistentVolumeClaim",
  "Service",
  "StatefulSet",
  "Deployment",
  "PodDisruptionBudget",
  "Job",
  "CronJob",
  "Ingress",
];

const kustomizationFile = "kustomization.yaml";
const secretsFile = "secrets.yaml";
export const exampleFile = "secrets.example.yaml";
const common = ["namespace", "data", "default-deny", "names"];

/**
 * A file for each service, and what they share in `namespace.yaml`. Secrets are in a file of their own; or, without their values, in an example
 * that nothing applies.
 */
export function manifestsOf(objects: KubernetesObject[], withSecrets: boolean): Manifests {
  const cleaned = objects
    .filter(({ kind }) => kind !== undefined)
    .map(clean)
    .sort(byKindAndName);
  const secrets = cleaned.filter(({ kind }) => kind === "Secret");
  const files = new Map<string, KubernetesObject[]>();
  for (const object of cleaned.filter(({ kind }) => kind !== "Secret")) {
    const name = `${serviceOf(object)}.yaml`;
    files.set(name, [...(files.get(name) ?? []), object]);
  }
  if (withSecrets) files.set(secretsFile, secrets);
  const names = [...files.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const kustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources: names };
  return {
    [kustomizationFile]: yaml([kustomization]),
    ...Object.fromEntries(names.map((name) => [name, yaml(files.get(name)!)])),
    ...(!withSecrets && { [exampleFile]: yaml(secrets.map(withoutValues)) }),
  };
}

/** What is to be applied, as one stream. */
export function appliedText(manifests: Manifests): string {
  const files = Object.entries(manifests).filter(([name]) => name !== exampleFile && name !== kustomizationFile);
  return files.map(([, text]) => text).join("---\n");
}

/** Words for Pulumi's provider mean nothing to anybody else. */
function clean({ apiVersion, kind, metadata: { annotations = {}, ...named }, ...rest }: KubernetesObject): KubernetesObject {
  const kept = Object.entries(annotations).filter(([key]) => !key.startsWith("pulumi.com/"));
  return { apiVersion, kind, metadata: { ...named, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) }, ...rest };
}

function withoutValues({ data, ...secret }: KubernetesObject): KubernetesObject {
  return { ...secret, data: Object.fromEntries(Object.keys(data ?? {}).map((key) => [key, ""])) };
}

function serviceOf({ metadata }: KubernetesObject): string {
  const service = metadata.labels?.["ballast.service"] ?? "namespace";
  return common.includes(service) ? "namespace" : service;
}

const rank = (file: string): number => ["namespace.yaml", secretsFile, "postgres.yaml", "redis.yaml"].indexOf(file) + 1 || 99;

function byKindAndName(a: KubernetesObject, b: KubernetesObject): number {
  const [left, right] = [a, b].map(({ kind }) => (order.includes(kind) ? order.indexOf(kind) : order.length));
  return left! - right! || (a.metadata.name < b.metadata.name ? -1 : 1);
}

const yaml = (documents: object[]): string => documents.map((document) => stringify(document, { lineWidth: 0 })).join("---\n");
