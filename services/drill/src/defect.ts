/**
 * What only a mistake in a program throws: such an error says nothing of a backup. No SyntaxError: a damaged file gives one too.
 * @returns the mistake behind an error; undefined for any other error
 */
export function defectIn(error: unknown): Error | undefined {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) return error;
  return error instanceof Error && error.cause !== undefined ? defectIn(error.cause) : undefined;
}

export const defectText = ({ name, message }: Error): string =>
  `this is a defect of ballast, and says nothing of the backup: ${name}: ${message}`;

/**
 * @param onDefect hears of a mistake, for its trace
 * @returns why something failed, for people
 */
export function reasonOf(error: Error, onDefect: (defect: Error) => void): string {
  const defect = defectIn(error);
  if (!defect) return error.message;
  onDefect(defect);
  return defectText(defect);
}
