import { mebibytes, millicores } from "../../../platform/kubernetes/quantity";
import { locate } from "../../../platform/kubernetes/registry";
import type { KubernetesNeeds } from "../../../platform/needs";
import { isOwn, itemsOf, type Ask, type Named } from "./ask";
import type { Node, Room } from "./facts";
import { requested, type PodSpec } from "./pod-requests";

interface ApiNode extends Named {
  spec: { unschedulable?: boolean; taints?: { effect: string }[] };
  status: {
    conditions?: { type: string; status: string }[];
    allocatable?: { cpu: string; memory: string; pods: string };
    images?: { names?: string[] }[];
  };
}

interface ApiPod extends Named {
  spec: PodSpec & { nodeName?: string };
}

/** Pods that have ended give back what they were promised. */
const running = "/api/v1/pods?fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed";

export async function nodeFacts(ask: Ask, needs: KubernetesNeeds): Promise<Node[]> {
  const [nodes, pods] = await Promise.all([itemsOf<ApiNode>(ask, "/api/v1/nodes"), itemsOf<ApiPod>(ask, running)]);
  const others = pods.filter((pod) => !isOwn(pod, needs));
  return nodes.map((node) => ({
    name: node.metadata.name,
    usable: isUsable(node),
    allocatable: allocatable(node),
    taken: sum(others.filter(({ spec }) => spec.nodeName === node.metadata.name).map(({ spec }) => requested(spec))),
    images: needs.images.map(({ reference }) => reference).filter((reference) => has(node, reference)),
  }));
}

/** The stack's pods tolerate no taint. */
function isUsable({ spec, status }: ApiNode): boolean {
  const ready = status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
  return ready && !spec.unschedulable && !spec.taints?.some(({ effect }) => effect === "NoSchedule" || effect === "NoExecute");
}

function allocatable({ metadata, status }: ApiNode): Room {
  if (!status.allocatable) throw new Error(`node ${metadata.name}: got no allocatable, expected is what pods may take`);
  const { cpu, memory, pods } = status.allocatable;
  return { memory: mebibytes(memory), cpu: millicores(cpu), pods: Number(pods) };
}

/** A node calls an image by its full name. */
function has({ status }: ApiNode, reference: string): boolean {
  const wanted = JSON.stringify(locate(reference));
  return (status.images ?? []).some(({ names = [] }) => names.some((name) => JSON.stringify(locate(name)) === wanted));
}

function sum(rooms: Omit<Room, "pods">[]): Room {
  const total = (amount: (room: Omit<Room, "pods">) => number): number => rooms.reduce((all, room) => all + amount(room), 0);
  return { memory: total(({ memory }) => memory), cpu: total(({ cpu }) => cpu), pods: rooms.length };
}
