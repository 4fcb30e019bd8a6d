import type { Check, CheckInput, DockerInput } from "./check";
import { dockerChecks, kindOf, kubernetesChecks, selected } from "./checks";
import { blocks, countsOf, type Analysis, type Finding } from "./report";

/**
 * Judges the facts. Pure.
 * @param only id of one check. @default all of the platform
 */
export function analyse(input: CheckInput, only?: string): Analysis {
  const findings = isDocker(input) ? judged(selected(dockerChecks, only), input) : judged(selected(kubernetesChecks, only), input);
  const counts = countsOf(findings);
  const verdict = counts.failed + counts.errors > 0 ? "fail" : counts.warnings > 0 ? "warn" : "pass";
  return { verdict, counts, accepted: findings.flatMap(({ id, accepted }) => (accepted ? [id] : [])), findings };
}

const isDocker = (input: CheckInput): input is DockerInput => input.needs.platform === "docker";

function judged<Input extends CheckInput>(checks: Check<Input>[], input: Input): Finding[] {
  return checks.flatMap((check) => findingsOf(check, input));
}

function findingsOf<Input extends CheckInput>(check: Check<Input>, input: Input): Finding[] {
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
