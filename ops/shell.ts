/** Quotes a text so that a POSIX shell takes it literally. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** @returns the lines that turn the environment `current` into `wanted`, for `eval` */
export function exportLines(wanted: NodeJS.ProcessEnv, current: NodeJS.ProcessEnv): string[] {
  return Object.entries(wanted).flatMap(([name, value]) =>
    value === undefined || value === current[name] ? [] : [`export ${name}=${quoted(value)}`],
  );
}
