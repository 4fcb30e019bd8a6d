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
const sharedFile = "namespace.yaml";
export const secretsFile = "secrets.yaml";
export const exampleFile = "secrets.example.yaml";
/** Policies of the whole namespace, which are of no service. */
const shared = ["default-deny", "names"];

/** Ready to be written: without words for Pulumi's provider, which mean nothing to anybody else, and in the order in which one needs the other. */
export function applicable(objects: KubernetesObject[]): KubernetesObject[] {
  return objects.map(clean).sort(byKindAndName);
}

/**
 * A file for each service, and what they share in `namespace.yaml`. Secrets are in a file of their own; or, without their values, in an example
 * that nothing applies.
 * @param objects as `applicable` returns them
 */
export function manifestsOf(objects: KubernetesObject[], withSecrets: boolean): Manifests {
  const files = new Map<string, KubernetesObject[]>();
  for (const object of objects.filter((object) => !isSecret(object))) {
    const file = fileOf(object);
    files.set(file, [...(files.get(file) ?? []), object]);
  }
  const secrets = objects.filter(isSecret);
  if (withSecrets) files.set(secretsFile, secrets);
  const names = [...files.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const kustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources: names };
  return {
    [kustomizationFile]: yaml([kustomization]),
    ...Object.fromEntries(names.map((name) => [name, yaml(files.get(name)!)])),
    ...(!withSecrets && { [exampleFile]: yaml(secrets.map(inPlainText)) }),
  };
}

/** What is to be applied, as one stream. */
export function appliedText(manifests: Manifests): string {
  const files = Object.entries(manifests).filter(([name]) => name !== exampleFile && name !== kustomizationFile);
  return files.map(([, text]) => text).join("---\n");
}

function clean({ apiVersion, kind, metadata: { annotations = {}, ...named }, ...rest }: KubernetesObject): KubernetesObject {
  const kept = Object.entries(annotations).filter(([key]) => !key.startsWith("pulumi.com/"));
  return { apiVersion, kind, metadata: { ...named, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) }, ...rest };
}

/** As a person fills it in: with placeholders where the values belong. */
function inPlainText({ data, ...secret }: KubernetesObject): KubernetesObject {
  const texts = Object.entries(data as Record<string, string>).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]);
  return { ...secret, stringData: Object.fromEntries(texts) as unknown };
}

/** In a folder of their own, services can have any name. */
function fileOf({ metadata: { namespace, labels } }: KubernetesObject): string {
  const service = labels?.["ballast.service"];
  return namespace === undefined || service === undefined || shared.includes(service) ? sharedFile : `services/${service}.yaml`;
}

const rank = (file: string): number => [sharedFile, secretsFile].indexOf(file) + 1 || 3;

export const isSecret = ({ kind }: KubernetesObject): boolean => kind === "Secret";

function byKindAndName(a: KubernetesObject, b: KubernetesObject): number {
  const [left, right] = [a, b].map(({ kind }) => (order.includes(kind) ? order.indexOf(kind) : order.length));
  return left! - right! || (a.metadata.name < b.metadata.name ? -1 : 1);
}

const yaml = (documents: object[]): string => documents.map((document) => stringify(document, { lineWidth: 0 })).join("---\n");
