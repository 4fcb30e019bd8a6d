import { exit } from "./exit";

/** From best to worst. */
export const healths = ["healthy", "starting", "unhealthy", "missing"] as const;

export type Health = (typeof healths)[number];

/** The worst one counts. Nothing at all counts as missing: what is not there is never healthy. */
export function worst(found: Health[]): Health {
  return found.length === 0 ? "missing" : found.reduce((a, b) => (healths.indexOf(b) > healths.indexOf(a) ? b : a));
}

export function exitCodeOf(health: Health): number {
  return { healthy: exit.done, unhealthy: exit.failed, missing: exit.missing, starting: exit.starting }[health];
}
