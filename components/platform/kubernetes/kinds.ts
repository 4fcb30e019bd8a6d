import type { ApiKind } from "../needs";

/** Everything this platform makes. */
export const kinds: ApiKind[] = [
  { group: "", resource: "namespaces", namespaced: false },
  { group: "scheduling.k8s.io", resource: "priorityclasses", namespaced: false },
  ...["configmaps", "persistentvolumeclaims", "secrets", "serviceaccounts", "services"].map(inGroup("")),
  ...["deployments", "statefulsets"].map(inGroup("apps")),
  ...["cronjobs", "jobs"].map(inGroup("batch")),
  ...["ingresses", "networkpolicies"].map(inGroup("networking.k8s.io")),
  ...["poddisruptionbudgets"].map(inGroup("policy")),
];

function inGroup(group: string): (resource: string) => ApiKind {
  return (resource) => ({ group, resource, namespaced: true });
}
