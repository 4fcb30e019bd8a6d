import type { KubernetesNeeds } from "../../../platform/needs";
import { isOwn, itemsOf, type Ask, type Named } from "./ask";
import type { NodePort } from "./facts";

interface Service extends Named {
  spec: { ports?: { nodePort?: number }[]; healthCheckNodePort?: number };
}

export async function nodePorts(ask: Ask, needs: KubernetesNeeds): Promise<NodePort[]> {
  const services = await itemsOf<Service>(ask, "/api/v1/services");
  return services.flatMap((service) => {
    const { ports = [], healthCheckNodePort } = service.spec;
    const { name, namespace = "" } = service.metadata;
    return [...ports.map(({ nodePort }) => nodePort), healthCheckNodePort].flatMap((port) =>
      port ? [{ port, service: `${namespace}/${name}`, own: isOwn(service, needs) }] : [],
    );
  });
}
