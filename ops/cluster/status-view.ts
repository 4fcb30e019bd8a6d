import type { ClusterStatus } from "../../toolchain/cluster";
import { table, type Colour } from "../table";

const colourOf: Record<ClusterStatus["state"], Colour> = { ready: "green", "not ready": "red", stopped: "yellow", absent: "yellow" };

export function clusterText(status: ClusterStatus, colours: boolean): string {
  const { daemons, checks, ingress } = status;
  const facts = table(
    ["CLUSTER", ""],
    [
      ["state", { text: status.state, colour: colourOf[status.state] }],
      ["version", status.version],
      ["context", `${status.context} (${status.kubeconfig})`],
      ["registry", status.registry],
      ["storage class", status.storageClass],
      ["ingress", `${ingress.className} at ${ingress.http} and ${ingress.https}`],
      ["network policies", status.networkPolicies ? `enforced by ${status.networkPolicies}` : "not enforced"],
    ],
    colours,
  );
  const asked = Object.entries(checks).map(([name, missing]) => [
    name,
    { text: missing ?? "answers", colour: missing ? ("red" as const) : ("green" as const) },
  ]);
  const processes = daemons.map(({ name, running, pid, lastWords }) => [
    name,
    { text: running ? "running" : "stopped", colour: running ? ("green" as const) : ("yellow" as const) },
    running ? `process ${pid}` : (lastWords ?? ""),
  ]);
  return [
    facts,
    ...(asked.length > 0 ? [table(["ASKED", "ANSWER"], asked, colours)] : []),
    ...(status.state === "not ready" ? [table(["PROCESS", "STATE", "DETAIL"], processes, colours)] : []),
    ...(status.state === "ready" ? [] : ["Fix: ./ballast cluster up"]),
  ].join("\n\n");
}
