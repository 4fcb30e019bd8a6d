import { connect } from "../../runtime/kubernetes/connect";
import type { Stack } from "../../stack";
import { Claims } from "./claims";
import { DockerVolumes } from "./docker";
import { contextIn, type Volumes } from "./volumes";

export interface VolumesArgs {
  /** Of the stack that is made anew. */
  config: Record<string, unknown>;
  stack: Stack;
  prefix: string;
  image: string;
  force: boolean;
  write: (line: string) => void;
}

/** The only place of a recovery that asks where the stack runs. Nothing is asked before it is needed. */
export function volumesOf({ config, prefix, ...args }: VolumesArgs): Volumes {
  const context = contextIn(config);
  return context === undefined ? new DockerVolumes(args.image, prefix) : new Claims({ ...args, api: connect(context), namespace: prefix });
}
