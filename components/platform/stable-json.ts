/** @param indent spaces. @default none, all on one line @returns the same text for the same data, whatever the order of its keys */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, sorted, indent);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
