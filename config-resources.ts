import { mebibytes, millicores } from "./components/platform/units";
import type { StackConfig } from "./config";

/** Mebibytes below which the server cannot be given any memory of its own. */
const leastMemory: Record<string, number> = { postgres: 128, redis: 32, objectStore: 64 };
/** Docker refuses a container with less: thousandths of a core, and mebibytes. */
const least = { cpuLimit: 10, memoryRequest: 6 };

/** A connection costs memory even while it is idle. */
export function connectionConflicts({ postgres: { maxConnections, resources } }: StackConfig): string[] {
  const most = Math.floor(mebibytes(resources.limits.memory) / 4);
  return maxConnections > most
    ? [`ballast:postgres.maxConnections: got ${maxConnections}, allowed is at most ${most}, one for each 4Mi of the memory limit`]
    : [];
}

export function resourceConflicts(config: StackConfig): string[] {
  const all = [
    ["postgres", config.postgres] as const,
    ["redis", config.redis] as const,
    ["objectStore", config.objectStore] as const,
    ["gateway", config.gateway] as const,
    ...Object.entries(config.applications).map(([name, app]) => [`applications.${name}`, app] as const),
  ];
  return all.flatMap(([key, { resources }]) => [
    ...(mebibytes(resources.limits.memory) < (leastMemory[key] ?? 16)
      ? [`ballast:${key}.resources.limits.memory: got ${resources.limits.memory}, allowed is at least ${leastMemory[key] ?? 16}Mi`]
      : []),
    ...(millicores(resources.limits.cpu) < least.cpuLimit
      ? [`ballast:${key}.resources.limits.cpu: got ${resources.limits.cpu}, allowed is at least ${least.cpuLimit}m`]
      : []),
    ...(mebibytes(resources.requests.memory) < least.memoryRequest
      ? [`ballast:${key}.resources.requests.memory: got ${resources.requests.memory}, allowed is at least ${least.memoryRequest}Mi`]
      : []),
    ...(millicores(resources.requests.cpu) > millicores(resources.limits.cpu)
      ? [`ballast:${key}.resources.requests.cpu: got ${resources.requests.cpu}, allowed is at most the limit, ${resources.limits.cpu}`]
      : []),
    ...(mebibytes(resources.requests.memory) > mebibytes(resources.limits.memory)
      ? [
          `ballast:${key}.resources.requests.memory: got ${resources.requests.memory}, allowed is at most the limit, ${resources.limits.memory}`,
        ]
      : []),
  ]);
}
