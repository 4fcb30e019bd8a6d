import type { Check } from "./check";
import { composePlugin } from "./checks/compose-plugin";
import { disk } from "./checks/disk";
import { dockerEngine } from "./checks/docker-engine";
import { images } from "./checks/images";
import { network } from "./checks/network";
import { permissions } from "./checks/permissions";
import { ports } from "./checks/ports";
import { resources } from "./checks/resources";

/** In the order they are shown. */
export const checks: Check[] = [permissions, dockerEngine, composePlugin, resources, disk, ports, network, images];

/** Every kind of finding, as it is accepted and documented: `port-in-use:PORT` stands for one of each port. */
export const findingIds: string[] = checks.flatMap(({ kinds }) =>
  Object.entries(kinds).map(([kind, subject]) => (subject ? `${kind}:${subject}` : kind)),
);

/** The part of a finding's id that its runbook is called by. */
export const kindOf = (id: string): string => id.split(":", 1)[0] as string;

/** @returns whether a finding can have this id: its kind is known, and names what it is about where there can be several */
export function isFindingId(id: string): boolean {
  const subject = checks.map(({ kinds }) => kinds[kindOf(id)]).find((found) => found !== undefined);
  if (subject === undefined) return false;
  return subject === "" ? !id.includes(":") : id.length > kindOf(id).length + 1;
}

/** @returns the check of that id, with those that explain its skipping */
export function selected(only?: string): Check[] {
  const chosen = checks.find(({ id }) => id === only);
  return chosen ? checks.filter(({ id }) => id === chosen.id || chosen.requires?.includes(id)) : checks;
}
