import type { Key, Sheet } from "./sheet";

/** What a stack has now. */
export type Current = Pick<Sheet, "project" | "stack" | "keys">;

export interface Comparison {
  /** `stale`: the stack has a key that the sheet does not have. `foreign`: the sheet is of another stack. */
  escrow: "current" | "stale" | "foreign";
  /** Why it is not current. */
  reasons: string[];
}

/** Whether a sheet opens what the stack writes from now on. */
export function compare(sheet: Sheet, current: Current): Comparison {
  if (sheet.project !== current.project || sheet.stack !== current.stack) {
    return {
      escrow: "foreign",
      reasons: [`the sheet is of stack ${sheet.stack} of ${sheet.project}, not of ${current.stack} of ${current.project}`],
    };
  }
  const reasons = current.keys.flatMap((key) => staleness(key, sheet.keys) ?? []);
  return { escrow: reasons.length === 0 ? "current" : "stale", reasons };
}

function staleness({ name, version, value }: Key, escrowed: Key[]): string | undefined {
  const found = escrowed.find((key) => key.name === name);
  if (!found) return `${name}: is not in the sheet`;
  if (found.value === value) return undefined;
  return found.version === version
    ? `${name}: another value under the same version ${version}: the stack was made anew since`
    : `${name}: the sheet has version ${found.version}, the stack version ${version}: it was rotated since`;
}
