import { quantity } from "../../../platform/kubernetes/quantity";
import { itemsOf, type Ask, type Named } from "./ask";
import type { Claim } from "./facts";

interface PersistentVolumeClaim extends Named {
  spec: { resources: { requests: { storage: string } } };
}

/** Exactly as they are asked for: half a mebibyte is another size too. */
export async function claims(ask: Ask, namespace: string): Promise<Claim[]> {
  const found = await itemsOf<PersistentVolumeClaim>(ask, `/api/v1/namespaces/${namespace}/persistentvolumeclaims`);
  return found.map(({ metadata, spec }) => ({ name: metadata.name, size: quantity(spec.resources.requests.storage) / 2 ** 20 }));
}
