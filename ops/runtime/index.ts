import type { DeployedOutputs } from "../stack";
import { CommandError, exit } from "../exit";
import { DockerRuntime } from "./docker/runtime";
import { connect } from "./kubernetes/connect";
import { KubernetesRuntime } from "./kubernetes/runtime";
import type { Runtime } from "./runtime";

/** The only place that asks where a stack runs. Nothing is asked before it is needed. */
export function runtimeOf({ platform, kubernetes }: Pick<DeployedOutputs, "platform" | "kubernetes">): Runtime {
  if (platform === "docker") return new DockerRuntime();
  if (kubernetes) return new KubernetesRuntime(connect(kubernetes.context), kubernetes.namespace);
  throw new CommandError(
    "outputs: got platform kubernetes without the output kubernetes, allowed is { context, namespace }\n" +
      "Fix: deploy the stack again with this ballast: ./ballast up",
    exit.couldNotAsk,
  );
}
