import * as kubernetes from "@pulumi/kubernetes";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as scheduling from "@pulumi/kubernetes/scheduling/v1";
import * as pulumi from "@pulumi/pulumi";
import type { Needs } from "../needs";
import type { Inventory, Platform } from "../platform";
import type { JobArgs, ScheduledJobArgs, Volume, VolumeArgs, Workload, WorkloadArgs } from "../workload";
import { takenBack } from "./annotations";
import { childOptions, labels, metadata, type KubernetesContext, type KubernetesSettings } from "./context";
import { KubernetesFileVolume } from "./file-volume";
import { KubernetesImages } from "./images";
import { KubernetesJob } from "./job";
import { checkedNamespace } from "./namespace";
import { KubernetesNeedsList } from "./needs";
import { namespacePolicies } from "./network-policy";
import { KubernetesScheduledJob } from "./scheduled-job";
import { KubernetesClaim } from "./volume";
import { KubernetesWorkload } from "./workload";

/** One namespace of a cluster. */
export class KubernetesPlatform extends pulumi.ComponentResource implements Platform {
  private readonly context: KubernetesContext;
  private readonly found: Inventory = { services: {}, volumes: {} };

  /** @param prefix name of the namespace, which belongs to the stack alone */
  constructor(prefix: string, settings: KubernetesSettings, opts?: pulumi.ComponentResourceOptions) {
    super("ballast:platform:Kubernetes", "kubernetes", {}, opts);
    checkedNamespace(prefix);
    const provider = new kubernetes.Provider("cluster", { context: settings.context, enableServerSideApply: true }, { parent: this });
    let priorityClass: pulumi.Input<string> | undefined;
    this.context = {
      prefix,
      settings,
      provider,
      namespace: this.namespace(prefix, provider),
      images: new KubernetesImages(settings.registry),
      needs: new KubernetesNeedsList(),
      priorityClass: () => (priorityClass ??= this.priorityClass()),
      record: (service, owner, needs = []) => {
        this.found.services[service] = { units: [owner], needs: needs.map((need) => need.name) };
      },
    };
    for (const [name, spec] of Object.entries(namespacePolicies)) {
      new networking.NetworkPolicy(name, { metadata: metadata(this.context, name), spec }, childOptions(this.context, { parent: this }));
    }
    this.registerOutputs({});
  }

  volume(name: string, args: VolumeArgs, opts: pulumi.ComponentResourceOptions): Volume {
    this.found.volumes[name] = { name, protected: args.protect ?? true };
    return new KubernetesClaim(name, this.context, args, opts);
  }

  fileVolume(name: string, files: Record<string, pulumi.Input<string>>, opts: pulumi.ComponentResourceOptions): Volume {
    return new KubernetesFileVolume(name, this.context, files, opts);
  }

  workload(name: string, args: WorkloadArgs, opts: pulumi.ComponentResourceOptions): Workload & pulumi.Resource {
    return new KubernetesWorkload(name, this.context, args, opts);
  }

  job(name: string, args: JobArgs, opts: pulumi.ComponentResourceOptions): pulumi.Resource {
    return new KubernetesJob(name, this.context, args, opts);
  }

  scheduledJob(name: string, args: ScheduledJobArgs, opts: pulumi.ComponentResourceOptions): pulumi.Resource {
    return new KubernetesScheduledJob(name, this.context, args, opts);
  }

  authorityOf(host: string, port: number): string {
    const { ingress } = this.context.settings;
    if (ingress?.port === 443) return host;
    return `${host}:${ingress?.port ?? port}`;
  }

  inventory(): Inventory {
    return this.found;
  }

  images(): Record<string, string> {
    return this.context.images.references();
  }

  needs(): Needs {
    return this.context.needs.all(this.context.prefix, this.context.settings, this.context.images.all());
  }

  /** The cluster refuses a pod here that asks for more than an ordinary program needs. */
  private namespace(name: string, provider: kubernetes.Provider): pulumi.Output<string> {
    const security = Object.fromEntries(["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]));
    const args = { metadata: { name, labels: { ...labels(name, "namespace"), ...security }, annotations: takenBack } };
    return new core.Namespace("namespace", args, { parent: this, provider }).metadata.name;
  }

  /** When nodes run out of room, what holds data stays. */
  private priorityClass(): pulumi.Output<string> {
    const name = `${this.context.prefix}-data`;
    const meta = { name, labels: labels(this.context.prefix, "data"), annotations: takenBack };
    const args = { metadata: meta, value: 1_000_000, description: "Holds data." };
    return new scheduling.PriorityClass("data", args, childOptions(this.context, { parent: this })).metadata.name;
  }
}
