import { settings } from "../settings";

interface HostPort {
  name: string;
  port: number;
  /** @default port */
  targetPort?: number;
  protocol: "TCP" | "UDP";
}

/** A Service without pods: a process of the node answers. */
export function hostService(name: string, clusterIP: string | undefined, ports: HostPort[]): object[] {
  const metadata = { name, namespace: "kube-system" };
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: {
        ...(clusterIP && { clusterIP }),
        ports: ports.map(({ targetPort, ...port }) => ({ ...port, targetPort: targetPort ?? port.port })),
      },
    },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { ...metadata, labels: { "kubernetes.io/service-name": name, "endpointslice.kubernetes.io/managed-by": "ballast" } },
      addressType: "IPv4",
      endpoints: [{ addresses: [settings.nodeAddress], conditions: { ready: true } }],
      ports: ports.map(({ name: port, port: number, targetPort, protocol }) => ({ name: port, port: targetPort ?? number, protocol })),
    },
  ];
}
