import { mebibytes } from "../../../platform/units";
import { bytesOf, shown } from "../../amounts";
import { orPass, pass, type Check, type KubernetesInput } from "../../check";
import type { Node } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";
import { minus, packed, sum, tooLarge } from "./room";
import { withCluster } from "./with-cluster";

const id = "resources";
const title = "Memory and processors";
/** The kubelet keeps a part of a node for itself. */
const tolerance = 0.9;
const fewer = "lower the requests of the stack, or add a node";

export const resources: Check<KubernetesInput> = {
  id,
  title,
  kinds: {
    "nodes-not-ready": "",
    "memory-too-small": "",
    "memory-overcommitted": "",
    "cpus-too-few": "",
    "pod-too-large": "SERVICE",
    "pods-may-not-fit": "",
    "resources-unknown": "",
  },
  requires: ["cluster"],
  run: (input) => withCluster(input, { id, title }, input.facts.nodes, (nodes) => judge(input, nodes)),
};

function judge(input: KubernetesInput, nodes: Node[]): Found[] {
  const usable = nodes.filter((node) => node.usable);
  if (usable.length === 0)
    return [
      {
        level: "fail",
        id: "nodes-not-ready",
        title: "No node takes pods",
        expected: "a node that is ready and schedulable, without a taint",
        found: nodes.length === 0 ? "no nodes" : `not so: ${nodes.map(({ name }) => name).join(", ")}`,
        fix: "`kubectl describe node` says why; uncordon it, or see to its kubelet and network",
      },
    ];
  const problems = [...amounts(input, usable), ...places(input, usable)];
  return orPass(problems, () => {
    const free = sum(usable.map(({ allocatable, taken }) => minus(allocatable, taken)));
    return pass(title, wanted(input), `${shown(bytesOf(free.memory))} and ${free.cpu}m free on ${usable.length} nodes`);
  });
}

const wanted = ({ needs }: KubernetesInput): string => `${shown(bytesOf(needs.memory.requests))} and ${needs.cpu.requests}m free`;

/** What is configured is asked of all there is, what the stack is promised of what others have left. */
function amounts({ needs, settings }: KubernetesInput, nodes: Node[]): Found[] {
  const all = sum(nodes.map(({ allocatable }) => allocatable));
  const free = sum(nodes.map(({ allocatable, taken }) => minus(allocatable, taken)));
  const memory = Math.floor(mebibytes(settings.memory) * tolerance);
  const cpu = Math.floor(settings.cpus * 1000 * tolerance);
  const found = (amount: string, left: string): string => `${amount} on ${nodes.length} nodes, ${left} free`;
  const problems: Found[] = [];
  const memoryFound = found(shown(bytesOf(all.memory)), shown(bytesOf(free.memory)));
  if (all.memory < memory || free.memory < needs.memory.requests)
    problems.push({
      level: "fail",
      id: "memory-too-small",
      title: "Too little memory",
      expected:
        free.memory < needs.memory.requests
          ? `${shown(bytesOf(needs.memory.requests))} free (the sum of requests)`
          : `${shown(bytesOf(memory))} (ballast:preflight.memory is ${settings.memory}, less a tenth)`,
      found: memoryFound,
      fix: fewer,
    });
  else if (all.memory < needs.memory.limits)
    problems.push({
      level: "warn",
      id: "memory-overcommitted",
      title: "The memory limits add up to more than there is",
      expected: `${shown(bytesOf(needs.memory.limits))}, the sum of limits`,
      found: memoryFound,
      fix: "lower limits, or add a node: under full load a container is killed",
    });
  if (all.cpu < cpu || free.cpu < needs.cpu.requests)
    problems.push({
      level: "fail",
      id: "cpus-too-few",
      title: "Too few processors",
      expected:
        free.cpu < needs.cpu.requests
          ? `${needs.cpu.requests}m free (the sum of requests)`
          : `${cpu}m (ballast:preflight.cpus is ${settings.cpus}, less a tenth)`,
      found: found(`${all.cpu}m`, `${free.cpu}m`),
      fix: fewer,
    });
  return problems;
}

function places({ needs }: KubernetesInput, nodes: Node[]): Found[] {
  const free = nodes.map(({ allocatable, taken }) => minus(allocatable, taken));
  const pods = needs.pods.map((pod) => ({ ...pod, pods: 1 }));
  const homeless = new Map(tooLarge(pods, free).map((pod) => [pod.service, pod]));
  if (homeless.size > 0)
    return [...homeless.values()].map(({ service, memory, cpu }) => ({
      level: "fail",
      id: `pod-too-large:${service}`,
      title: `A pod of ${service} fits on no node`,
      expected: `a node with ${shown(bytesOf(memory))}, ${cpu}m and a place for a pod free`,
      found: nodes
        .map(({ name }, index) => `${name}: ${shown(bytesOf(free[index]?.memory ?? 0))}, ${free[index]?.cpu}m, ${free[index]?.pods} pods`)
        .join("; "),
      fix: fewer,
    }));
  if (packed(pods, free)) return [];
  return [
    {
      level: "warn",
      id: "pods-may-not-fit",
      title: "The pods may not all find a place",
      expected: `places for ${pods.length} pods on ${nodes.length} nodes at once`,
      found: "each fits alone, and placing the largest first leaves some without a node",
      fix: fewer,
    },
  ];
}
