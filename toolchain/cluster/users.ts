/** Who the add-ons are to the API server. Their rights are in `manifests/access.ts`. */
export const users = {
  apiServer: "kube-apiserver-kubelet-client",
  names: "ballast:names",
  storage: "ballast:storage",
  metrics: "ballast:metrics",
  networkPolicies: "ballast:network-policies",
  ingress: "ballast:ingress",
} as const;
