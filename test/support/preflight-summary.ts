import type { Summary } from "../../components/preflight";

/** What the stack's outputs say of a preflight that found nothing. */
export const preflightSummary: Summary = {
  checkedAt: "2026-01-31T12:00:00.000Z",
  passed: 8,
  warnings: 0,
  failed: 0,
  errors: 0,
  skipped: 0,
  accepted: [],
};
