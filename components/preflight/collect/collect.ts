import type { Request } from "..";
import type { CheckInput } from "../check";
import { dockerFacts } from "./docker/collect";
import { kubernetesFacts } from "./kubernetes/collect";
import { untilLate } from "./known";
import type { Senses } from "./senses";
import { vaultFact } from "./vault";

/** Everything the checks judge, gathered side by side, where the stack is to run. Looks only. */
export async function collect({ needs, settings, vault: asked, vaultSecretId }: Request, from: Senses): Promise<CheckInput> {
  const vault = asked && untilLate(from.limit)(vaultFact(asked, vaultSecretId, from.limit));
  return needs.platform === "docker"
    ? { facts: { ...(await dockerFacts({ needs, settings }, from)), vault: await vault }, needs, settings }
    : { facts: { ...(await kubernetesFacts({ needs, settings }, from)), vault: await vault }, needs, settings };
}
