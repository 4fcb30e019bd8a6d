import type { Needs } from "../../platform/needs";
import type { CheckInput } from "../check";
import type { Settings } from "../settings";
import { dockerFacts } from "./docker/collect";
import { kubernetesFacts } from "./kubernetes/collect";
import type { Senses } from "./senses";

/** Everything the checks judge, gathered side by side, where the stack is to run. Looks only. */
export async function collect(needs: Needs, settings: Settings, from: Senses): Promise<CheckInput> {
  return needs.platform === "docker"
    ? { facts: await dockerFacts({ needs, settings }, from), needs, settings }
    : { facts: await kubernetesFacts({ needs, settings }, from), needs, settings };
}
