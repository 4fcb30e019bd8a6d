import * as crossguard from "@pulumi/policy";

/** What CrossGuard throws when a policy reads a value that a preview does not know. */
export interface UnknownValue extends Error {
  /** Where the value is, as in `["ports", "0", "ip"]`. */
  props: string[];
}

/** Exported since 1.21, but left out of its types. */
export const { UnknownValueError, unknownCheckingProxy } = crossguard as unknown as {
  UnknownValueError: new (...args: never[]) => UnknownValue;
  unknownCheckingProxy: <T extends object>(props: T) => T;
};

/** @returns the first value that the work asked for and a preview does not know */
export function unknownIn(work: () => void): UnknownValue | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof UnknownValueError) return error;
    throw error;
  }
  return undefined;
}
