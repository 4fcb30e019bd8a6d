import * as batch from "@pulumi/kubernetes/batch/v1";
import * as pulumi from "@pulumi/pulumi";
import { dependencies } from "../dependencies";
import type { JobArgs } from "../workload";
import { replaceUnready, timeoutSeconds } from "./annotations";
import { container } from "./container";
import { childOptions, metadata, type KubernetesContext } from "./context";
import { holdFiles, shortHash } from "./files";
import { allowConnections } from "./network-policy";
import { podTemplate } from "./pod";
import { serviceAccount } from "./service-account";

/** Seconds for its image to be pulled and a node to be found, beside those it may run. */
const startTime = 300;

/** The last one goes first: what is back to how it was before a failure is a run of its own. */
const gone = { deleteBeforeReplace: true };

/** A Job that is called after all it was made from: whatever changes makes another one, which runs. */
export class KubernetesJob extends pulumi.ComponentResource {
  constructor(name: string, context: KubernetesContext, args: JobArgs, opts: pulumi.ComponentResourceOptions) {
    super("ballast:platform:KubernetesJob", name, {}, opts);
    const { needs = [], egress = false, timeout = 300 } = args;
    const child = { parent: this };

    const account = serviceAccount(context, name, child);
    const allowed = allowConnections(context, name, { ports: [], needs, egress }, child);
    const held = holdFiles(context, { service: name, unit: name }, args, child);
    const template = podTemplate(
      { prefix: context.prefix, service: name, needs },
      [{ name, args, held, container: container(name, context.images.resolve(args.image), args) }],
      { restartPolicy: "Never" },
    );
    const spec = { backoffLimit: 0, activeDeadlineSeconds: timeout + startTime, template };
    new batch.Job(
      name,
      {
        metadata: metadata(context, name, pulumi.unsecret(pulumi.output(spec).apply((known) => `${name}-${shortHash(known)}`)), {
          ...replaceUnready,
          ...timeoutSeconds(timeout + startTime),
        }),
        spec,
      },
      childOptions(context, { ...child, dependsOn: [...dependencies(opts, args), account, ...allowed], ...gone }),
    );
    this.registerOutputs({});
  }
}
