import { serviceExposure } from "../../../../policies/kubernetes/service-exposure";
import { unknown } from "../../../support/judge";
import { deployment, service } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const open = (got: string) =>
  `Service shop is open to more than the cluster's own network: got ${got}, allowed is a type of ClusterIP, NodePort without externalIPs; let the gateway answer for it, or allow the type in the policy's configuration.`;
const database = (name: string, port: number, type = "NodePort") =>
  `The database behind Service ${name} can be reached from outside the cluster: got its port ${port} in a Service of type ${type}, allowed is ClusterIP; let who needs it declare the need, or forward a port with kubectl.`;

testPolicy(serviceExposure, {
  passes: {
    inside: { resources: [service(), service({ ports: [{ port: 5432 }] }, "postgres")] },
    "a headless one, which has no type": { resources: service({ type: undefined, clusterIP: "None" }) },
    "ports of the nodes (K83)": { resources: service({ type: "NodePort" }) },
    "a type that configuration allows": {
      resources: service({ type: "LoadBalancer" }),
      settings: { types: ["ClusterIP", "LoadBalancer"] },
    },
    "no Service": { resources: deployment() },
  },
  refuses: {
    "a load balancer": { resources: service({ type: "LoadBalancer" }), message: open("type LoadBalancer, externalIPs nothing") },
    "an address of its own": {
      resources: service({ externalIPs: ["192.0.2.1"] }),
      message: open('type ClusterIP, externalIPs ["192.0.2.1"]'),
    },
    "a database, by its name": {
      resources: service({ type: "NodePort", ports: [{ port: 1 }] }, "redis"),
      message: database("redis", 1),
    },
    "a database, by its port": {
      resources: service({ type: "NodePort", ports: [{ port: 80, targetPort: 3306 }] }),
      message: database("shop", 80),
    },
    "a database behind an allowed type": {
      resources: service({ type: "LoadBalancer", ports: [{ port: 5432 }] }),
      settings: { types: ["LoadBalancer"] },
      message: database("shop", 5432, "LoadBalancer"),
    },
  },
  leavesOut: {
    "a type that is not known yet": { resources: service({ type: unknown }), unknown: "spec.type" },
  },
});
