import type { OutsideBucket } from "../components/preflight/bucket";
import type { Request } from "../components/preflight";
import { programResources } from "./program-resources";

/** What the program says it needs, from the program itself. @throws what `programResources` does */
export async function requestOf(stack: string): Promise<Request> {
  const asked = (await programResources(stack)).find(({ type }) => type.endsWith(":Preflight"));
  if (!asked) throw new Error("index.ts: got no Preflight, expected is one that everything waits for");
  const { needs, settings, bucket, vault } = asked.inputs as Partial<Request>;
  return { needs, settings, vault, ...(bucket && { bucket: withoutKey(bucket) }) } as Request;
}

/** It is encrypted in the stack's file, as Vault's secret id is, and only Pulumi has what opens it. */
function withoutKey(asked: OutsideBucket): OutsideBucket {
  const bucket = { ...asked };
  delete bucket.secretKey;
  return bucket;
}
