import { mebibytes, millicores } from "../../../platform/kubernetes/quantity";
import type { Room } from "./facts";

type Amounts = Partial<Record<"cpu" | "memory", string>>;

interface Container {
  resources?: { requests?: Amounts };
  /** An init container with `Always` stays. */
  restartPolicy?: string;
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  overhead?: Amounts;
}

/**
 * What the scheduler sets aside for a pod: the sum of what stays, or the largest that must first run to its end beside those that were
 * started before it (kubernetes.io: "Resource sharing within containers").
 */
export function requested({ containers, initContainers = [], overhead = {} }: PodSpec): Omit<Room, "pods"> {
  const of = (read: (amounts: Amounts) => number): number => {
    let staying = 0;
    let most = 0;
    for (const { resources, restartPolicy } of initContainers) {
      const amount = read(resources?.requests ?? {});
      if (restartPolicy === "Always") staying += amount;
      most = Math.max(most, restartPolicy === "Always" ? staying : staying + amount);
    }
    const serving = containers.reduce((sum, { resources }) => sum + read(resources?.requests ?? {}), staying);
    return Math.max(serving, most) + read(overhead);
  };
  return { memory: of(({ memory = "0" }) => mebibytes(memory)), cpu: of(({ cpu = "0" }) => millicores(cpu)) };
}
