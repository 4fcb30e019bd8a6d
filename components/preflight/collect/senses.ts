import { digestOf } from "../../platform/kubernetes/registry";
import { dockerCommand, type Docker } from "./docker/docker";
import { openConnection, type Connect } from "./docker/registries";
import { askOf, type Ask } from "./kubernetes/ask";
import type { DigestOf } from "./kubernetes/images";

/** What is seen through; tests put other eyes in. */
export interface Senses {
  docker: Docker;
  connect: Connect;
  /** @param context of the kubeconfig */
  cluster: (context: string) => Promise<Ask>;
  digestOf: DigestOf;
  env: NodeJS.ProcessEnv;
  /** Folder of the project. */
  project: string;
  /** Milliseconds from the start after which a fact that is still out counts as unknown. */
  limit: number;
}

/** The whole preflight promises three seconds. */
const limit = 2500;

export function senses(): Senses {
  return {
    docker: dockerCommand(limit),
    connect: openConnection,
    cluster: (context) => askOf(context, limit),
    digestOf,
    env: process.env,
    project: process.cwd(),
    limit,
  };
}
