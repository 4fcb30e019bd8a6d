/** Mutants that no fixture can catch, as they behave like the source: file, change, why. */
export const equivalent: [file: string, change: string, why: string][] = [];
