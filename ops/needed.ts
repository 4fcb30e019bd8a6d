/** One step of a preview. */
interface Step {
  urn: string;
  newState?: { parent?: string | undefined; provider?: string | undefined; dependencies: string[] } | undefined;
}

/**
 * @param names of resources
 * @returns URNs of those that a preview tells of, and of all that has to be there before them
 */
export function withNeeds(steps: Step[], names: string[]): string[] {
  const known = new Map(steps.map((step) => [step.urn, step]));
  const found = new Set<string>();
  const add = (urn: string): void => {
    const step = known.get(urn);
    if (!step || found.has(urn)) return;
    found.add(urn);
    const { parent, provider, dependencies = [] } = step.newState ?? {};
    // A provider is told with its id behind its URN.
    for (const need of [parent, provider?.replace(/::[^:]*$/, ""), ...dependencies]) if (need !== undefined) add(need);
  };
  for (const { urn } of steps) if (names.includes(urn.split("::").at(-1) ?? "")) add(urn);
  return [...found];
}
