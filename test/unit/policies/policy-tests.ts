import type { Policy } from "../../../policies/policy";
import { judge, type Asked } from "../../support/judge";

export interface Case {
  /** @default one container that every policy is content with */
  resources: Asked | Asked[];
  /** @default dev */
  stack?: string;
  /** Beside the defaults. */
  settings?: Record<string, unknown>;
}

export interface Cases {
  passes: Record<string, Case>;
  /** With the whole message. */
  refuses: Record<string, Case & { message: string }>;
  /** With the place of the value that a preview does not know: neither good nor bad, but told. @default none: it reads no such value */
  leavesOut?: Record<string, Case & { unknown: string; message?: string }>;
}

/** The tests that every policy has. */
export function testPolicy(policy: Policy, { passes, refuses, leavesOut = {} }: Cases): void {
  const verdict = ({ resources, ...given }: Case) => judge(policy, Array.isArray(resources) ? resources : [resources], given);

  test.each(Object.entries(passes))("passes: %s", (_title, given) => {
    expect(verdict(given)).toEqual({ violations: [] });
  });

  test.each(Object.entries(refuses))("refuses: %s", (_title, { message, ...given }) => {
    expect(verdict(given)).toEqual({ violations: [message] });
  });

  const left = Object.entries(leavesOut);
  if (left.length === 0) return;
  test.each(left)("leaves out: %s", (_title, { unknown, message, ...given }) => {
    expect(verdict(given)).toEqual({ violations: message ? [message] : [], unknown });
  });
}
