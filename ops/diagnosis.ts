import type { StackOutputs } from "../outputs";
import { worst, type Health, type UnitHealth } from "./health";

export interface ServiceHealth {
  service: string;
  health: Health;
  units: UnitHealth[];
  /** Where the trouble starts: itself, or a service that it needs. Absent when healthy. */
  cause?: Cause;
}

export interface Cause extends UnitHealth {
  service: string;
  /** Its last log lines, oldest first, where they were asked for. */
  logs?: string[];
}

/** @param units the health of every unit that `services` names */
export function diagnose(services: StackOutputs["services"], units: Map<string, UnitHealth>): ServiceHealth[] {
  const all = new Map(
    Object.entries(services).map(([service, entry]) => {
      const own = entry.units.map((unit) => units.get(unit) ?? { unit, health: "missing" as const, reason: "nobody knows it" });
      return [service, { service, units: own, health: worst(own.map(({ health }) => health)) }];
    }),
  );
  return [...all.values()].map((found) => {
    if (found.health === "healthy") return found;
    const root = all.get(rootOf(found.service, services, (service) => all.get(service)?.health ?? "missing"));
    return root ? { ...found, cause: causeIn(root) } : found;
  });
}

/** Follows `needs`, first to last and through everything, to the deepest service that is not healthy; a cycle ends where it closes. */
function rootOf(start: string, services: StackOutputs["services"], healthOf: (service: string) => Health): string {
  const seen = new Set<string>();
  const visit = (service: string): string | undefined => {
    if (seen.has(service)) return undefined;
    seen.add(service);
    for (const need of services[service]?.needs ?? []) {
      const root = visit(need);
      if (root) return root;
    }
    return services[service] && healthOf(service) !== "healthy" ? service : undefined;
  };
  return visit(start) ?? start;
}

function causeIn({ service, health, units }: ServiceHealth): Cause {
  const unit = units.find((one) => one.health === health) ?? { unit: service, health, reason: "it has no units" };
  return { ...unit, service };
}
