import { settings, storageProvisioner } from "../settings";
import { access } from "./access";
import { hostService } from "./host-service";

/** What the API server has to know of the add-ons. @param authority PEM that metrics-server's certificate is verified with */
export function manifests(authority: string): object[] {
  return [
    ...access(),
    ...hostService("kube-dns", settings.dnsService, [
      { name: "dns", port: 53, protocol: "UDP" },
      { name: "dns-tcp", port: 53, protocol: "TCP" },
    ]),
    ...hostService("metrics-server", undefined, [{ name: "https", port: 443, targetPort: settings.metricsPort, protocol: "TCP" }]),
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1beta1.metrics.k8s.io" },
      spec: {
        group: "metrics.k8s.io",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        caBundle: Buffer.from(authority).toString("base64"),
        service: { name: "metrics-server", namespace: "kube-system" },
      },
    },
    {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: settings.storageClass, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: storageProvisioner,
      reclaimPolicy: "Delete",
      volumeBindingMode: "WaitForFirstConsumer",
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata: { name: settings.ingressClass, annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } },
      spec: { controller: "zalando.org/skipper" },
    },
  ];
}
