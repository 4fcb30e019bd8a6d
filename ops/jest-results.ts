import { z } from "zod";

/** The part of what `jest --json` writes that the verdict needs. */
export const jestResults = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  /** Files that could not run at all, and so have no failed test. */
  numRuntimeErrorTestSuites: z.number(),
});

export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

export const noTests: TestCounts = { passed: 0, failed: 0, skipped: 0 };

/** A file that could not run counts as one failure. */
export function addResults(counts: TestCounts, results: z.infer<typeof jestResults>): TestCounts {
  return {
    passed: counts.passed + results.numPassedTests,
    failed: counts.failed + results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: counts.skipped + results.numPendingTests + results.numTodoTests,
  };
}

export function countsText({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
