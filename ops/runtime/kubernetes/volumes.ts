import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CommandError } from "../../exit";
import { getObject, unless, type KubernetesApi } from "./api";

/** Milliseconds a namespace may take to go, and between two looks. */
const patience = 120_000;
const interval = 1000;

const ours = z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()).default({}) }) });

/** Deletes volume claims, then the namespace that held them; one that ballast has not made stays. What is gone already is no error. */
export async function removeClaims(api: KubernetesApi, namespace: string, claims: string[]): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}`;
  for (const claim of claims) await unless(404, api.request("DELETE", `${path}/persistentvolumeclaims/${claim}`));
  const found = await getObject(api, path, ours);
  if (found?.metadata.labels["app.kubernetes.io/managed-by"] !== "ballast") return;
  await unless(404, api.request("DELETE", path));
  for (const deadline = Date.now() + patience; await getObject(api, path, ours); await sleep(interval)) {
    if (Date.now() > deadline) {
      throw new CommandError(
        `namespace ${namespace}: it is being deleted, and still there after ${patience / 1000} s\n` +
          `Fix: \`kubectl get namespace ${namespace} -o yaml\` says what it waits for`,
      );
    }
  }
}
