import * as networking from "@pulumi/kubernetes/networking/v1";
import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Port, Workload } from "../workload";
import { childOptions, metadata, selector, type KubernetesContext } from "./context";

type Spec = types.input.networking.v1.NetworkPolicySpec;

const anywhere = [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }];

/** In every namespace: nobody connects to anybody, but may ask for names. The name server may be a pod, or at an address of its node. */
export const namespacePolicies: Record<string, Spec> = {
  "default-deny": { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  names: {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ ports: ["UDP", "TCP"].map((protocol) => ({ port: 53, protocol })) }],
  },
};

/** What a pod carries that may connect to these. */
export function needLabels(needs: Workload[]): Record<string, string> {
  return Object.fromEntries(needs.map(({ name }) => [needLabel(name), "true"]));
}

const needLabel = (service: string): string => `needs.ballast/${service}`;

export interface Connections {
  /** Of all its containers. */
  ports: Port[];
  needs: Workload[];
  egress: boolean;
}

/** Who connects to the pods of a service, and to whom they do. Undefined where the answer is nobody to both. */
export function networkPolicySpec(service: string, { ports, needs, egress }: Connections): Spec | undefined {
  const exposed = ports.filter(({ exposure }) => exposure?.from === "host");
  const incoming = [
    ...(ports.length > 0 ? [{ from: [{ podSelector: { matchLabels: { [needLabel(service)]: "true" } } }], ports: tcp(ports) }] : []),
    ...(exposed.length > 0 ? [{ from: anywhere, ports: tcp(exposed) }] : []),
  ];
  const outgoing = [
    ...(needs.length > 0 ? [{ to: needs.map(({ name }) => ({ podSelector: { matchLabels: selector(name) } })) }] : []),
    ...(egress ? [{ to: anywhere }] : []),
  ];
  if (incoming.length + outgoing.length === 0) return undefined;
  return {
    podSelector: { matchLabels: selector(service) },
    policyTypes: ["Ingress", "Egress"],
    ingress: incoming,
    egress: outgoing,
  };
}

export function allowConnections(
  context: KubernetesContext,
  service: string,
  connections: Connections,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const spec = networkPolicySpec(service, connections);
  return spec ? [new networking.NetworkPolicy(service, { metadata: metadata(context, service), spec }, childOptions(context, opts))] : [];
}

function tcp(ports: Port[]): { port: number; protocol: string }[] {
  return ports.map(({ port }) => ({ port, protocol: "TCP" }));
}
