const mebi = 2 ** 20;

export const bytesOf = (mebibytes: number): number => mebibytes * mebi;

/** @returns as in `30.5Gi` or `3686Mi`, rounded down: what is too small never looks like enough */
export function shown(bytes: number): string {
  const whole = Math.floor(bytes / mebi);
  return whole >= 10 * 1024 ? `${Math.floor((whole * 10) / 1024) / 10}Gi` : `${whole}Mi`;
}
