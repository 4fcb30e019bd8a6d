/** Objects that every policy is content with, made by the platform's own builders; each test spoils one thing. */
import { container as containerOf } from "../../components/platform/kubernetes/container";
import { labels } from "../../components/platform/kubernetes/context";
import { namespacePolicies } from "../../components/platform/kubernetes/network-policy";
import { podTemplate } from "../../components/platform/kubernetes/pod";
import { containerProbes } from "../../components/platform/kubernetes/probes";
import type { ContainerArgs, Probe } from "../../components/platform/workload";
import type { Asked } from "./judge";

type Change = Record<string, unknown>;

const prefix = "ballast-dev";
export const digest = `sha256:${"0".repeat(64)}`;

const args: ContainerArgs = {
  image: { reference: `registry.example.com/shop@${digest}` },
  resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  user: 10001,
};
const readiness: Probe = { check: { tcp: 8080 }, initialDelay: 0, period: 5, timeout: 3, failures: 3 };

interface Changes {
  container?: Change;
  pod?: Change;
}

/** What runs for long. */
export function deployment({ container = {}, pod = {} }: Changes = {}, name = "shop"): Asked {
  const made = template(name, { ...containerProbes({ readiness }), ...container }, { terminationGracePeriodSeconds: 35, ...pod });
  return object("apps/v1:Deployment", name, { spec: { replicas: 1, template: made } });
}

/** Gets what databases get. */
export function statefulSet({ container = {}, pod = {} }: Changes = {}, name = "postgres"): Asked {
  const probed = { ...containerProbes({ startup: readiness, readiness }), ...container };
  const made = template(name, probed, { terminationGracePeriodSeconds: 120, ...pod });
  return object("apps/v1:StatefulSet", name, { spec: { replicas: 1, serviceName: `${name}-pods`, template: made } });
}

export function job({ container = {}, pod = {} }: Changes = {}): Asked {
  return object("batch/v1:Job", "setup", { spec: { backoffLimit: 0, template: template("setup", container, pod) } });
}

/** @param spec beside the pod */
export function cronJob(spec: Change = {}, { container = {}, pod = {} }: Changes = {}): Asked {
  return object("batch/v1:CronJob", "nightly", {
    spec: {
      schedule: "0 3 * * *",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { template: template("nightly", container, pod) } },
      ...spec,
    },
  });
}

/** One that nothing owns. */
export function pod({ container = {}, pod = {} }: Changes = {}): Asked {
  return object("core/v1:Pod", "alone", { spec: template("alone", { ...containerProbes({ readiness }), ...container }, pod).spec });
}

export function configMap(data: Change, name = "postgres"): Asked {
  return object("core/v1:ConfigMap", `${name}-files`, { immutable: true, data }, {}, name);
}

export function service(spec: Change = {}, name = "shop"): Asked {
  return object("core/v1:Service", name, { spec: { type: "ClusterIP", ports: [{ name: "http", port: 8080, targetPort: 8080 }], ...spec } });
}

export function namespace(level: unknown = "restricted"): Asked {
  return object("core/v1:Namespace", "namespace", { metadata: { name: prefix, labels: { "pod-security.kubernetes.io/enforce": level } } });
}

export function defaultDenial(spec: Change = {}): Asked {
  return object("networking.k8s.io/v1:NetworkPolicy", "default-deny", { spec: { ...namespacePolicies["default-deny"], ...spec } });
}

export function claim(protect: boolean): Asked {
  return object("core/v1:PersistentVolumeClaim", "data", { spec: { accessModes: ["ReadWriteOnce"] } }, { protect });
}

function template(name: string, container: Change, pod: Change) {
  const rendered = { ...containerOf(name, `registry.example.com/shop@${digest}`, args), ...container };
  return podTemplate({ prefix, service: name }, [{ name, args, held: {}, container: rendered }], pod);
}

function object(type: string, name: string, props: Change, opts: NonNullable<Asked["opts"]> = {}, service = name): Asked {
  const metadata = { name, namespace: prefix, labels: labels(prefix, service) };
  return { type: `kubernetes:${type}`, name, props: withoutUndefined({ metadata, ...props }) as Change, opts };
}

/** A field that is not given does not reach a policy. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(given.map(([key, field]) => [key, withoutUndefined(field)]));
}
