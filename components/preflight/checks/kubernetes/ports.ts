import { pass, skip, type Check, type KubernetesInput } from "../../check";
import type { NodePort } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";
import { withCluster } from "./with-cluster";

const id = "ports";
const title = "Node ports";
/** Of every cluster that was not told otherwise; the API does not say. */
const range = { first: 30_000, last: 32_767 };

export const ports: Check<KubernetesInput> = {
  id,
  title,
  kinds: { "port-in-use": "PORT", "port-out-of-range": "PORT", "ports-unknown": "" },
  requires: ["cluster"],
  run: (input) => [...nodePorts(input), ...hostPorts(input)],
};

function nodePorts(input: KubernetesInput): Found[] {
  const { nodePorts: wanted } = input.needs;
  if (wanted.length === 0) return [skip(title, "the stack publishes none")];
  return withCluster(input, { id, title }, input.facts.nodePorts, (taken) => {
    const problems = wanted.flatMap((port) => judge(port, taken));
    const list = wanted.map(({ port }) => port).join(", ");
    return problems.length > 0 ? problems : [pass(title, list, wanted.length === 1 ? "free" : "all free")];
  });
}

function judge({ service, port }: { service: string; port: number }, taken: NodePort[]): Found[] {
  const holders = taken.filter((one) => one.port === port);
  const others = holders.filter(({ own }) => !own);
  const expected = `node port ${port} free for ${service}, from ${range.first} to ${range.last}`;
  if (others.length > 0)
    return [
      {
        level: "fail",
        id: `port-in-use:${port}`,
        title: `Port ${port} is taken`,
        expected,
        found: others.map((one) => `Service ${one.service}`).join(", "),
        fix: "delete it, or choose another port",
      },
    ];
  // One that the stack has already shows that the cluster's range is another.
  if (holders.length > 0 || (port >= range.first && port <= range.last)) return [];
  return [
    {
      level: "fail",
      id: `port-out-of-range:${port}`,
      title: `Port ${port} is not one of the nodes' ports`,
      expected,
      found: "outside the range that clusters have by default",
      fix: "choose one of the range; accept the finding if the cluster has another (--service-node-port-range)",
    },
  ];
}

function hostPorts({ settings }: KubernetesInput): Found[] {
  return settings.ports.length > 0 ? [skip("Host ports", "ballast:preflight.ports is about a Docker host")] : [];
}
