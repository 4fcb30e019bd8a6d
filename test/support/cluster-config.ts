import { context } from "./kubectl";

/** The configuration of Pulumi.prod.yaml for a stack that runs beside it. */
export function clusterConfig({
  port,
  hosts = [],
  notesMemory = "512Mi",
  dataSize = "10Gi",
}: {
  /** Of the node. */
  port: number;
  hosts?: string[];
  notesMemory?: string;
  dataSize?: string;
}): Record<string, unknown> {
  return {
    platform: "kubernetes",
    kubernetes: { context, registry: "localhost:5001", ingress: { annotations: { "zalando.org/skipper-backend-protocol": "https" } } },
    gateway: { port, hosts },
    postgres: { storage: dataSize },
    applications: {
      notes: { build: "services/notes", needs: ["postgres"], replicas: 2, resources: { limits: { memory: notesMemory } } },
      counter: { build: "services/counter", needs: ["redis"], replicas: 2, exposure: { to: "gateway", path: "/counters" } },
    },
  };
}
