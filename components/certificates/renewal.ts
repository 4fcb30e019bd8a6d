/** How long a certificate holds, and how long before its end the next `up` renews it, in days. */
export interface Validity {
  lifetimeDays: number;
  renewBeforeDays: number;
}

/** @param notAfter ISO 8601 */
export function isDue(notAfter: string, renewBeforeDays: number): boolean {
  return Date.now() >= Date.parse(notAfter) - renewBeforeDays * 86_400_000;
}
