import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { Exposure, Port } from "../workload";
import { skipAwait } from "./annotations";
import { childOptions, metadata, selector, type KubernetesContext } from "./context";

type HostExposure = Extract<Exposure, { from: "host" }>;
type ExposedPort = [name: string, port: number, exposure: HostExposure];

/** The names under which the pods of a service are reached: inside, on the nodes' ports, and at the ingress. */
export function publish(
  context: KubernetesContext,
  service: string,
  ports: Record<string, Port>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (Object.keys(ports).length === 0) return [];
  const options = childOptions(context, opts);
  const exposed = Object.entries(ports).flatMap(([name, { port, exposure }]): ExposedPort[] =>
    exposure?.from === "host" ? [[name, port, exposure]] : [],
  );
  return [
    inside(context, service, service, ports, opts),
    ...(exposed.length > 0 ? [outside(context, service, exposed, options)] : []),
    ...exposed.flatMap((port) => ingress(context, service, port, options)),
  ];
}

/** @param name host name under which it answers. @param pods service whose pods answer */
export function inside(
  context: KubernetesContext,
  pods: string,
  name: string,
  ports: Record<string, Port>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return new core.Service(
    name,
    {
      metadata: metadata(context, pods, name, skipAwait),
      spec: {
        type: "ClusterIP",
        selector: selector(pods),
        ports: Object.entries(ports).map(([port, { port: number, exposure }]) => servicePort(port, number, exposure)),
      },
    },
    childOptions(context, opts),
  );
}

function outside(
  context: KubernetesContext,
  service: string,
  exposed: ExposedPort[],
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const name = `${service}-outside`;
  return new core.Service(
    name,
    {
      metadata: metadata(context, service, name, skipAwait),
      spec: {
        type: "NodePort",
        selector: selector(service),
        ports: exposed.map(([port, number, exposure]) => ({ ...servicePort(port, number, exposure), nodePort: exposure.port })),
      },
    },
    options,
  );
}

function ingress(
  context: KubernetesContext,
  service: string,
  [port, , { names }]: ExposedPort,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { ingress: settings } = context.settings;
  if (!settings || !names || names.hosts.length === 0) return [];
  const backend = { service: { name: service, port: { name: port } } };
  return [
    new networking.Ingress(
      service,
      {
        metadata: metadata(context, service, service, { ...skipAwait, ...settings.annotations }),
        spec: {
          ...(settings.className && { ingressClassName: settings.className }),
          rules: names.hosts.map((host) => ({ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } })),
          ...(names.certificate && { tls: [{ hosts: names.hosts, secretName: names.certificate.name }] }),
        },
      },
      options,
    ),
  ];
}

function servicePort(name: string, port: number, exposure: Exposure | undefined) {
  const encrypted = exposure?.from === "host" && exposure.names?.certificate !== undefined;
  return { name, port, targetPort: port, protocol: "TCP", ...(encrypted && { appProtocol: "https" }) };
}
