import type { Amount, ContainerUsage, Runtime } from "./runtime/runtime";
import type { DeployedOutputs } from "./stack";
import { unitsOf } from "./status-report";

interface Usage {
  /** Thousandths of a core. */
  cpu: Amount;
  /** Mebibytes. */
  memory: Amount;
}

export interface PodUsage extends Usage {
  pod: string;
  containers: (Usage & { container: string })[];
}

export interface ServiceUsage extends Usage {
  service: string;
  pods: PodUsage[];
}

/** @param only one service. @default all */
export async function readUsage(runtime: Runtime, outputs: DeployedOutputs, only?: string): Promise<ServiceUsage[]> {
  const all = await runtime.usage(unitsOf(outputs, only));
  return Object.entries(outputs.services)
    .filter(([service]) => only === undefined || service === only)
    .map(([service, { units }]) =>
      serviceUsage(
        service,
        all.filter(({ unit }) => units.includes(unit)),
      ),
    );
}

function serviceUsage(service: string, containers: ContainerUsage[]): ServiceUsage {
  const pods = [...new Set(containers.map(({ pod }) => pod))].map((pod): PodUsage => {
    const own = containers.filter((one) => one.pod === pod);
    return { pod, ...total(own), containers: own.map(({ container, cpu, memory }) => ({ container, cpu, memory })) };
  });
  return { service, ...total(pods), pods };
}

const total = (parts: Usage[]): Usage => ({ cpu: sum(parts.map(({ cpu }) => cpu)), memory: sum(parts.map(({ memory }) => memory)) });

/** A sum is known only where every part is; of nothing at all, nothing is known. */
export function sum(amounts: Amount[]): Amount {
  const keys = (["used", "request", "limit"] as const).filter(
    (key) => amounts.length > 0 && amounts.every((one) => one[key] !== undefined),
  );
  return Object.fromEntries(keys.map((key) => [key, amounts.reduce((all, one) => all + (one[key] ?? 0), 0)]));
}

/** @returns whole per cent of the limit; undefined where either is not known */
export const percent = ({ used, limit }: Amount): number | undefined =>
  used === undefined || !limit ? undefined : Math.round((used / limit) * 100);
