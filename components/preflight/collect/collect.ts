import type { Request } from "..";
import type { CheckInput } from "../check";
import { bucketFacts } from "./bucket/collect";
import { dockerFacts } from "./docker/collect";
import { kubernetesFacts } from "./kubernetes/collect";
import { untilLate } from "./known";
import type { Senses } from "./senses";
import { vaultFact } from "./vault";

/** Everything the checks judge, gathered side by side, where the stack is to run. Looks only. */
export async function collect(
  { needs, settings, bucket: outside, vault: asked, vaultSecretId }: Request,
  from: Senses,
): Promise<CheckInput> {
  const late = untilLate(from.limit);
  const lookingAtBucket = outside && !settings.airGapped ? bucketFacts(outside, from.s3(outside), late) : undefined;
  const lookingAtVault = asked && late(vaultFact(asked, vaultSecretId, from.limit));
  const input: CheckInput =
    needs.platform === "docker"
      ? { facts: await dockerFacts({ needs, settings }, from), needs, settings }
      : { facts: await kubernetesFacts({ needs, settings }, from), needs, settings };
  const bucket = await lookingAtBucket;
  if (bucket) input.facts.bucket = bucket;
  input.facts.vault = await lookingAtVault;
  return input;
}
