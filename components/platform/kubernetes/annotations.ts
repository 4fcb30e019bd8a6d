/** Words of the `kubernetes` provider. It waits for an object to be ready, which is wanted for what runs and for nothing else. */

/** Ready with the pods behind it, or when the first pod asks: whoever waited for it first would wait in vain. */
export const skipAwait = { "pulumi.com/skipAwait": "true" };

/** A Job that failed is made again by the next update. */
export const replaceUnready = { "pulumi.com/replaceUnready": "true" };

/** What somebody changed by hand is the stack's again after the next update. */
export const takenBack = { "pulumi.com/patchForce": "true" };

export function timeoutSeconds(seconds: number): Record<string, string> {
  return { "pulumi.com/timeoutSeconds": String(seconds) };
}
