import { exit } from "./exit";

/** From best to worst. */
export const healths = ["healthy", "starting", "unhealthy", "missing"] as const;

export type Health = (typeof healths)[number];

/** One thing that the platform runs for a service, as the stack's outputs name it. */
export interface UnitHealth {
  unit: string;
  health: Health;
  /** One line; absent when healthy. */
  reason?: string;
  /** What the last health check printed; absent when there was none, or nothing. */
  check?: string;
  /** `<pod>/<container>` that the reason is about. Absent where the unit has no parts, or none to blame. */
  container?: string;
}

/** The worst one counts. Nothing at all counts as missing: what is not there is never healthy. */
export function worst(found: Health[]): Health {
  return found.length === 0 ? "missing" : found.reduce((a, b) => (healths.indexOf(b) > healths.indexOf(a) ? b : a));
}

export function exitCodeOf(health: Health): number {
  return { healthy: exit.done, unhealthy: exit.failed, missing: exit.missing, starting: exit.starting }[health];
}

/** What every runtime adds to a reason: nothing, or as in `, 2 restarts`. */
export const restartsText = (count: number): string => (count > 0 ? `, ${count} restart${count === 1 ? "" : "s"}` : "");
