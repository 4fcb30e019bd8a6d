import * as batch from "@pulumi/kubernetes/batch/v1";
import * as pulumi from "@pulumi/pulumi";
import { dependencies } from "../dependencies";
import type { ScheduledJobArgs } from "../workload";
import { container } from "./container";
import { childOptions, metadata, type KubernetesContext } from "./context";
import { holdFiles } from "./files";
import { allowConnections } from "./network-policy";
import { podTemplate } from "./pod";
import { serviceAccount } from "./service-account";

/** Seconds by which a start may be late, when the cluster was busy or down; later it waits for its next time. */
const latestStart = 300;

export class KubernetesScheduledJob extends pulumi.ComponentResource {
  constructor(name: string, context: KubernetesContext, args: ScheduledJobArgs, opts: pulumi.ComponentResourceOptions) {
    super("ballast:platform:ScheduledJob", name, {}, opts);
    const { needs = [], egress = false, schedule } = args;
    const child = { parent: this };

    const account = serviceAccount(context, name, child);
    const allowed = allowConnections(context, name, { ports: [], needs, egress }, child);
    const held = holdFiles(context, { service: name, unit: name }, args, child);
    const template = podTemplate(
      { prefix: context.prefix, service: name, needs },
      [{ name, args, held, container: container(name, context.images.resolve(args.image), args) }],
      { restartPolicy: "Never" },
    );
    new batch.CronJob(
      name,
      {
        metadata: metadata(context, name),
        spec: {
          schedule,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: latestStart,
          successfulJobsHistoryLimit: 3,
          failedJobsHistoryLimit: 3,
          jobTemplate: { spec: { backoffLimit: 0, template } },
        },
      },
      childOptions(context, { ...child, dependsOn: [...dependencies(opts, args), account, ...allowed] }),
    );
    context.record(name, `CronJob/${name}`, needs);
    this.registerOutputs({});
  }
}
