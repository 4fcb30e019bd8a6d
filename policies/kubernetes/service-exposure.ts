import { databaseServices } from "../../components/store/rules";
import { databasePorts, type DatabasePorts } from "../database-ports";
import { each, shown } from "../policy";
import { kindPolicy } from "./kinds";

export const serviceExposure = kindPolicy<"Service", DatabasePorts & { types: string[] }>("Service", {
  name: "service-exposure",
  description: "A Service opens no address outside the cluster but ports of the nodes, and none to a database.",
  settings: {
    ...databasePorts,
    types: { type: "array", items: { type: "string" }, default: ["ClusterIP", "NodePort"], description: "Types of Services that may be." },
  },
  check({ name, props: { metadata, spec }, settings }, report) {
    const { type = "ClusterIP", externalIPs, ports } = spec ?? {};
    if (!settings.types.includes(type) || externalIPs?.length) {
      report({
        what: `Service ${name} is open to more than the cluster's own network`,
        got: `type ${type}, externalIPs ${shown(externalIPs)}`,
        allowed: `a type of ${settings.types.join(", ")} without externalIPs`,
        fix: "let the gateway answer for it, or allow the type in the policy's configuration",
      });
    }
    if (type === "ClusterIP") return;
    const database = databaseServices.includes(metadata?.labels?.["ballast.service"] ?? "");
    each(ports, ({ port, targetPort }) => {
      if (!database && !settings.ports.some((known) => known === port || known === targetPort)) return;
      report({
        what: `the database behind Service ${name} can be reached from outside the cluster`,
        got: `its port ${port} in a Service of type ${type}`,
        allowed: "ClusterIP",
        fix: "let who needs it declare the need, or forward a port with kubectl",
      });
    });
  },
});
