import { digestOf } from "../../platform/kubernetes/registry";
import type { OutsideBucket } from "../bucket";
import { s3, type S3 } from "./bucket/s3";
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
  s3: (bucket: OutsideBucket) => S3;
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
    s3: (bucket) => s3(bucket, limit),
    env: process.env,
    project: process.cwd(),
    limit,
  };
}
