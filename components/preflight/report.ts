/** `error` is "could not check": it blocks like `fail` and never counts as a pass. */
export type Level = "pass" | "warn" | "fail" | "error" | "skip";

/** What a check found. */
export interface Found {
  level: Level;
  /** As in `port-in-use:8080`; absent for a pass or a skip, which is called like its check. */
  id?: string;
  title: string;
  expected: string;
  found: string;
  fix?: string;
}

export interface Finding extends Found {
  id: string;
  check: string;
  /** Runbook, relative to the project; only where there is something to mend. */
  page?: string;
  /** It would block, and was accepted by its id. */
  accepted?: true;
}

export interface Counts {
  passed: number;
  warnings: number;
  failed: number;
  /** Could not check. */
  errors: number;
  skipped: number;
}

export interface Analysis {
  /** The worst finding decides; one that could not be checked counts as failed. */
  verdict: "pass" | "warn" | "fail";
  counts: Counts;
  /** Ids of findings that only acceptance keeps from blocking. */
  accepted: string[];
  findings: Finding[];
}

export interface Report extends Analysis {
  /** ISO 8601. */
  checkedAt: string;
  /** Milliseconds, collecting and judging. */
  duration: number;
  /** Where report and facts are kept, or why they are not. */
  evidence: { file: string } | { error: string };
}

export const blocks = ({ level }: Found): boolean => level === "fail" || level === "error";

export function countsOf(findings: Found[]): Counts {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return { passed: count("pass"), warnings: count("warn"), failed: count("fail"), errors: count("error"), skipped: count("skip") };
}
