import * as apps from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { dependencies } from "../dependencies";
import type { Port, Sidecar, Workload, WorkloadArgs } from "../workload";
import { timeoutSeconds, skipAwait } from "./annotations";
import { container } from "./container";
import { childOptions, metadata, selector, type KubernetesContext } from "./context";
import { holdFiles } from "./files";
import { allowConnections } from "./network-policy";
import { podTemplate, type PodPart } from "./pod";
import { containerProbes, readyWithin } from "./probes";
import { serviceAccount } from "./service-account";
import { inside, publish } from "./services";
import { asKubernetesVolume } from "./volume";
import { leaveTime } from "../rules/leave-time";

/** A Deployment that is replaced without a failed request, or, where data is held, a StatefulSet: never two at once. */
export class KubernetesWorkload extends pulumi.ComponentResource implements Workload {
  readonly host: string;

  constructor(
    readonly name: string,
    private readonly context: KubernetesContext,
    private readonly args: WorkloadArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("ballast:platform:Workload", name, {}, opts);
    this.host = name;
    const { ports = {}, needs = [], egress = false } = args;
    const sidecars = Object.entries(args.sidecars ?? {});
    const child = { parent: this };

    const reachable = [
      serviceAccount(context, name, child),
      ...publish(context, name, ports, child),
      ...sidecars.flatMap(([sidecar, { ports }]) => (ports ? [inside(context, name, `${name}-${sidecar}`, ports, child)] : [])),
      ...allowConnections(context, name, { ports: this.allPorts(), needs, egress }, child),
    ];
    const parts = [this.main(), ...sidecars.map(([sidecar, each]) => this.sidecar(`${name}-${sidecar}`, each))];
    const options = childOptions(context, { ...child, dependsOn: [...dependencies(opts, args), ...reachable] });
    const owner = this.holdsData() ? this.statefulSet(parts, options) : this.deployment(parts, options);
    context.needs.pod(name, this.replicas(), [args, ...Object.values(args.sidecars ?? {})], ports);
    context.record(name, `${owner}/${name}`, needs);
    this.registerOutputs({ host: this.host });
  }

  private main(): PodPart {
    const { args, name } = this;
    return this.part(name, args, { ...containerProbes(args.probes), ...this.leaving() });
  }

  private sidecar(unit: string, args: Sidecar): PodPart {
    return this.part(unit, args, containerProbes({ liveness: args.liveness }));
  }

  private part(unit: string, args: Sidecar, extra: Partial<types.input.core.v1.Container>): PodPart {
    const { context, name } = this;
    const rendered = container(unit, context.images.resolve(args.image), args, args.ports ?? {});
    return {
      name: unit,
      args,
      container: { ...rendered, ...extra },
      held: holdFiles(context, { service: name, unit }, args, { parent: this }),
    };
  }

  private deployment(parts: PodPart[], options: pulumi.CustomResourceOptions): string {
    const { context, name } = this;
    const replicas = this.replicas();
    new apps.Deployment(
      name,
      {
        metadata: metadata(context, name, name, timeoutSeconds(this.patience())),
        spec: {
          replicas,
          revisionHistoryLimit: 2,
          progressDeadlineSeconds: readyWithin(this.args.probes),
          selector: { matchLabels: selector(name) },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          template: this.template(parts, replicas > 1 ? { topologySpreadConstraints: [spread(name)] } : {}),
        },
      },
      options,
    );
    if (replicas > 1) this.disruptionBudget();
    return "Deployment";
  }

  private statefulSet(parts: PodPart[], options: pulumi.CustomResourceOptions): string {
    const { context, name } = this;
    const serviceName = `${name}-pods`;
    new core.Service(
      serviceName,
      { metadata: metadata(context, name, serviceName, skipAwait), spec: { clusterIP: "None", selector: selector(name) } },
      childOptions(context, { parent: this }),
    );
    new apps.StatefulSet(
      name,
      {
        metadata: metadata(context, name, name, timeoutSeconds(this.patience())),
        spec: {
          replicas: this.replicas(),
          revisionHistoryLimit: 2,
          // With "OrderedReady" a pod of a broken revision is waited for, for ever, and the mended one never starts.
          podManagementPolicy: "Parallel",
          serviceName,
          selector: { matchLabels: selector(name) },
          template: this.template(parts, { priorityClassName: context.priorityClass() }),
        },
      },
      options,
    );
    return "StatefulSet";
  }

  private template(parts: PodPart[], extra: Partial<types.input.core.v1.PodSpec>) {
    const { stopTimeout = 30, needs = [] } = this.args;
    const terminationGracePeriodSeconds = stopTimeout + (this.holdsData() ? 0 : leaveTime);
    return podTemplate({ prefix: this.context.prefix, service: this.name, needs }, parts, { terminationGracePeriodSeconds, ...extra });
  }

  /** A drained node may take one replica at a time; and one that is not ready anyway. */
  private disruptionBudget(): void {
    const { context, name } = this;
    new policy.PodDisruptionBudget(
      name,
      {
        metadata: metadata(context, name, name, skipAwait),
        spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: selector(name) } },
      },
      childOptions(context, { parent: this }),
    );
  }

  private leaving(): Pick<types.input.core.v1.Container, "lifecycle"> {
    return this.holdsData() || !this.args.ports ? {} : { lifecycle: { preStop: { sleep: { seconds: leaveTime } } } };
  }

  private holdsData(): boolean {
    return (this.args.mounts ?? []).some(({ volume }) => asKubernetesVolume(volume).claimed);
  }

  /** Two containers may call theirs by the same name. */
  private allPorts(): Port[] {
    return [this.args, ...Object.values(this.args.sidecars ?? {})].flatMap(({ ports = {} }) => Object.values(ports));
  }

  private replicas(): number {
    return this.args.replicas ?? 1;
  }

  /** Seconds that the update waits: replicas come one after the other, each when the one before has gone. */
  private patience(): number {
    return this.replicas() * (readyWithin(this.args.probes) + (this.args.stopTimeout ?? 30) + leaveTime);
  }
}

/** On as many nodes as there are, but rather on one than nowhere. */
function spread(service: string): types.input.core.v1.TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector(service) },
  };
}
