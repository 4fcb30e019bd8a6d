import { each, policyAbout, type Asked, type Policy, type ResourcePolicyArgs } from "../policy";
import { ofKind, type Fields } from "./kinds";

type Template = Pick<Fields<"Pod">, "metadata" | "spec">;
export type PodSpec = NonNullable<Template["spec"]>;
export type Container = PodSpec["containers"][number];

/** What an object makes pods of. */
export interface Pod {
  /** As in `Deployment shop`. */
  title: string;
  /** Undefined for what is somebody else's. */
  service: string | undefined;
  /** Of the object, which its pods are in. */
  namespace: string | undefined;
  spec: PodSpec;
  /** It serves; the others end by themselves. */
  longRunning: boolean;
}

/** @returns undefined for an object that makes no pods */
export function podIn(resource: Asked): Pod | undefined {
  const found = templateIn(resource);
  if (!found) return undefined;
  const { template, kind, longRunning } = found;
  return {
    title: `${kind} ${resource.name}`,
    service: template?.metadata?.labels?.["ballast.service"],
    namespace: (resource.props as Fields<"Pod">).metadata?.namespace,
    spec: template?.spec ?? { containers: [] },
    longRunning,
  };
}

function templateIn(resource: Asked): { kind: string; template: Template | undefined; longRunning: boolean } | undefined {
  for (const kind of ["Deployment", "StatefulSet", "DaemonSet"] as const) {
    const owner = ofKind(kind, resource);
    if (owner) return { kind, template: owner.spec?.template, longRunning: true };
  }
  const job = ofKind("Job", resource);
  if (job) return { kind: "Job", template: job.spec?.template, longRunning: false };
  const cronJob = ofKind("CronJob", resource);
  if (cronJob) return { kind: "CronJob", template: cronJob.spec?.jobTemplate.spec?.template, longRunning: false };
  const pod = ofKind("Pod", resource);
  return pod && { kind: "Pod", template: pod, longRunning: (pod.spec?.restartPolicy ?? "Always") === "Always" };
}

interface PodPolicyArgs<Settings> extends ResourcePolicyArgs<Pod, Settings> {
  /** @default every pod */
  about?: (pod: Pod) => boolean;
}

export function podPolicy<Settings = unknown>({ about, check, ...rest }: PodPolicyArgs<Settings>): Policy {
  return policyAbout<Pod, Settings>(podIn, {
    ...rest,
    check: (subject, report) => {
      if (about?.(subject.props) ?? true) check(subject, report);
    },
  });
}

/** Each of its containers with what it is called, as in `container metrics of Deployment shop`. Those that prepare it are among them. */
export function eachContainer({ spec, title }: Pod, visit: (container: Container, title: string) => void): void {
  each([spec.initContainers, spec.containers], (containers) =>
    each(containers, (container) => visit(container, `container ${container.name} of ${title}`)),
  );
}
