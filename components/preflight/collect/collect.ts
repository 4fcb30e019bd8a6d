import type { Request } from "..";
import type { CheckInput } from "../check";
import { bucketFacts } from "./bucket/collect";
import { dockerFacts } from "./docker/collect";
import { untilLate } from "./known";
import { kubernetesFacts } from "./kubernetes/collect";
import type { Senses } from "./senses";

/** Everything the checks judge, gathered side by side, where the stack is to run. Looks only. */
export async function collect({ needs, settings, bucket: outside }: Request, from: Senses): Promise<CheckInput> {
  const looking = outside && !settings.airGapped ? bucketFacts(outside, from.s3(outside), untilLate(from.limit)) : undefined;
  const input: CheckInput =
    needs.platform === "docker"
      ? { facts: await dockerFacts({ needs, settings }, from), needs, settings }
      : { facts: await kubernetesFacts({ needs, settings }, from), needs, settings };
  const bucket = await looking;
  if (bucket) input.facts.bucket = bucket;
  return input;
}
