import * as pulumi from "@pulumi/pulumi";
import { runToEnd, untilHealthy } from "./container-wait";

interface ContainerGateArgs {
  /** The container's id: another container is another wait. */
  container: pulumi.Input<string>;
  name: string;
  until: "healthy" | "ended";
  /** Seconds. */
  timeout: number;
}

type Settled = pulumi.Unwrap<ContainerGateArgs>;

/** Thin on purpose: Pulumi stores this object's code in the state. A failed create leaves nothing behind, so the next `up` waits again. */
const provider: pulumi.dynamic.ResourceProvider<Settled, Settled> = {
  async create(inputs) {
    await (inputs.until === "healthy" ? untilHealthy(inputs.name, inputs.timeout) : runToEnd(inputs.name, inputs.timeout));
    return { id: inputs.container, outs: inputs };
  },
  diff(_id, olds, news) {
    const changes = olds.container !== news.container;
    return Promise.resolve({ changes, replaces: changes ? ["container"] : [] });
  },
};

/** Holds the deployment until a container is healthy, or has run to its end, and fails it with the container's last log lines. */
export class ContainerGate extends pulumi.dynamic.Resource {
  constructor(name: string, args: ContainerGateArgs, opts: pulumi.CustomResourceOptions) {
    super(provider, name, args, opts, "ballast", "ContainerGate");
  }
}
