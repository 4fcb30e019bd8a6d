import type { Room } from "../../collect/kubernetes/facts";

const kinds = ["memory", "cpu", "pods"] as const;

const fits = (wanted: Room, free: Room): boolean => kinds.every((kind) => wanted[kind] <= free[kind]);

/** Never below nothing: a node may have promised more than it has. */
export const minus = (all: Room, taken: Room): Room => ({
  memory: Math.max(0, all.memory - taken.memory),
  cpu: Math.max(0, all.cpu - taken.cpu),
  pods: Math.max(0, all.pods - taken.pods),
});

export const sum = (rooms: Room[]): Room =>
  rooms.reduce((all, room) => ({ memory: all.memory + room.memory, cpu: all.cpu + room.cpu, pods: all.pods + room.pods }), {
    memory: 0,
    cpu: 0,
    pods: 0,
  });

/** @returns those that would fit on no node even if they were alone */
export const tooLarge = <Pod extends Room>(pods: Pod[], nodes: Room[]): Pod[] =>
  pods.filter((pod) => !nodes.some((node) => fits(pod, node)));

/** @returns whether they all fit at once when the largest is placed first, each on the first node with room: a way, not the scheduler's */
export function packed(pods: Room[], nodes: Room[]): boolean {
  const largest = sum(nodes);
  const weight = ({ memory, cpu }: Room): number => Math.max(memory / (largest.memory || 1), cpu / (largest.cpu || 1));
  const free = [...nodes];
  return pods
    .toSorted((a, b) => weight(b) - weight(a))
    .every((pod) => {
      const place = free.findIndex((node) => fits(pod, node));
      if (place === -1) return false;
      free[place] = minus(free[place] as Room, pod);
      return true;
    });
}
