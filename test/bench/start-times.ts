import { docker } from "../support/docker";

interface Inspected {
  Name: string;
  State: { Status: string; ExitCode: number; StartedAt: string; Health?: { Status: string } };
}

/**
 * @param begin milliseconds since 1970
 * @returns unit → seconds from `begin` to its start; units that never start are left out
 * @throws Error when a container with a health check is not healthy, or one without has failed
 */
export async function startTimes(label: string, begin: number, unitOf: (container: string) => string): Promise<Record<string, number>> {
  const ids = (await docker("ps", "--all", "--quiet", "--filter", `label=${label}`)).split("\n").filter(Boolean);
  if (ids.length === 0) throw new Error(`no container has the label ${label}`);
  const containers = JSON.parse(await docker("inspect", ...ids)) as Inspected[];
  const times: Record<string, number> = {};
  for (const { Name, State } of containers) {
    const health = State.Health?.Status ?? "healthy";
    if (health !== "healthy" || State.ExitCode !== 0) throw new Error(`${Name} is ${State.Status}, ${health}, exit code ${State.ExitCode}`);
    const started = Date.parse(State.StartedAt);
    // Docker gives the year 1 for what never started.
    if (started > 0) times[unitOf(Name.slice(1))] = (started - begin) / 1000;
  }
  return times;
}

/** @returns seconds from `begin` to the first thing that was made: networks come first in both ways up */
export async function firstNetwork(label: string, begin: number): Promise<number> {
  const ids = (await docker("network", "ls", "--quiet", "--filter", `label=${label}`)).split("\n").filter(Boolean);
  if (ids.length === 0) throw new Error(`no network has the label ${label}`);
  const networks = JSON.parse(await docker("network", "inspect", ...ids)) as { Created: string }[];
  return (Math.min(...networks.map(({ Created }) => Date.parse(Created))) - begin) / 1000;
}
