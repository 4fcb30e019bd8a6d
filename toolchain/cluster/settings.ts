/** The local cluster as its users see it, and the addresses inside. All of them are on this machine only. */
export const settings = {
  version: "1.34.4",
  /** Of the kubeconfig's context, cluster and user, and of the node. */
  name: "ballast",
  /** Bridge between the pods; its address is the node's, so that it stays when the machine's own changes. */
  bridge: "ballast0",
  nodeAddress: "10.244.0.1",
  podRange: "10.244.0.0/24",
  serviceRange: "10.96.0.0/16",
  /** First address of `serviceRange`. */
  apiService: "10.96.0.1",
  dnsService: "10.96.0.10",
  domain: "cluster.local",
  apiPort: 6443,
  etcdPort: 12379,
  etcdPeerPort: 12380,
  metricsPort: 4443,
  /** Of the image registry, on 127.0.0.1. */
  registryPort: 5001,
  /** Where rules of an Ingress answer, on 127.0.0.1; over HTTP all are sent to HTTPS. */
  ingressPorts: { http: 80, https: 443 },
  /** Of the default storage class. */
  storageClass: "local",
  ingressClass: "skipper",
} as const;

export const apiServer = `https://${settings.nodeAddress}:${settings.apiPort}`;
export const registry = `localhost:${settings.registryPort}`;
export const storageProvisioner = "ballast.local/folder";
