import type { Query } from "./api";

/** Milliseconds. */
const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** @param since as `LogOptions` has it; a duration counts back on the cluster's clock, not on this machine's */
export function sinceQuery(since: string): Query {
  const parts = [...since.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length > 0) {
    const milliseconds = parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (units[unit] ?? 0), 0);
    return { sinceSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) };
  }
  // A date alone would be midnight in UTC.
  return { sinceTime: new Date(since.includes("T") ? since : `${since}T00:00:00`).toISOString() };
}
