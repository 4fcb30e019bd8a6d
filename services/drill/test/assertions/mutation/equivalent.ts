/** Mutants that no fixture can catch, as they behave like the source: file, change, why. */
export const equivalent: [file: string, change: string, why: string][] = [
  ["lineage.ts", "in -1: 1 → (1 + 1)", "a way that begins before the first segment asks for none that is before the backup"],
  ["sequences.ts", "BigInt(increment) > 0n → (BigInt(increment)) >= (0n)", "Postgres refuses an increment of 0"],
];
