import type { Check, CheckInput } from "./check";
import { checks as all, kindOf } from "./checks";
import { blocks, countsOf, type Analysis, type Finding } from "./report";

/** Judges the facts. Pure. */
export function analyse(input: CheckInput, checks: Check[] = all): Analysis {
  const findings = checks.flatMap((check) => findingsOf(check, input));
  const counts = countsOf(findings);
  const verdict = counts.failed + counts.errors > 0 ? "fail" : counts.warnings > 0 ? "warn" : "pass";
  return { verdict, counts, accepted: findings.flatMap(({ id, accepted }) => (accepted ? [id] : [])), findings };
}

function findingsOf(check: Check, input: CheckInput): Finding[] {
  return check.run(input).map((found) => {
    const finding = {
      ...found,
      id: found.id ?? check.id,
      check: check.id,
      ...(found.id && { page: `docs/runbooks/preflight/${kindOf(found.id)}.md` }),
    };
    return blocks(found) && input.settings.accept.includes(finding.id) ? { ...finding, level: "warn", accepted: true } : finding;
  });
}
