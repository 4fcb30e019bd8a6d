import { driftMarkdown, previewMarkdown } from "../../../ops/ci/markdown";
import type { PreviewReport } from "../../../ops/ci/preview-report";

const report = (change: Partial<PreviewReport> = {}): PreviewReport => ({
  stack: "dev",
  succeeded: true,
  changes: { same: 30, create: 2, update: 1 },
  resources: [{ op: "update", type: "docker:index/container:Container", name: "gateway", properties: ["memory", "memorySwap"] }],
  findings: [{ level: "warning", source: "preflight", message: "disk: got 20 GB" }],
  ...change,
});

test("changes by operation, every finding, the resources folded", () => {
  expect(previewMarkdown([report()])).toBe(`<!-- ballast: preview -->

## Preview

### Stack \`dev\`: 2 to create, 1 to update, 30 unchanged

1 finding:

**warning** \`preflight\`
\`\`\`text
disk: got 20 GB
\`\`\`

<details><summary>Resources</summary>

| change | type | name | properties |
| --- | --- | --- | --- |
| \`update\` | \`docker:index/container:Container\` | \`gateway\` | \`memory, memorySwap\` |

</details>`);
});

test("unknown is never reported as good", () => {
  expect(previewMarkdown([])).toContain("nothing is known");
  expect(previewMarkdown([report({ succeeded: false })])).toContain("### Stack `dev`: **failed**: it must not be deployed like this");
  expect(previewMarkdown([report({ changes: { same: 3 } })])).toContain("no changes, 3 unchanged");
  expect(driftMarkdown("dev", undefined)).toContain("**not known**");
});

test("nothing in a report is Markdown: no link, mention, HTML, table or end of a fence comes out of it", () => {
  const nasty = "@team `x` | <img src=x> [a](b)\n```\n# out\n````\n@team";
  const text = previewMarkdown([
    report({
      resources: [{ op: "create", type: nasty, name: nasty, properties: [nasty] }],
      findings: [{ level: "info", source: nasty, message: nasty }],
    }),
  ]);
  const outside = text.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "").replaceAll(/`[^`\n]*`/g, "");
  for (const part of ["@team", "<img", "[a]", "# out", "````"]) expect(outside).not.toContain(part);
  expect(text).toContain("`````text\n");
  expect(text.split("\n").filter((line) => line.startsWith("| `create`"))).toHaveLength(1);
});

test("fits into a comment, and says when something is left out", () => {
  const resources = Array.from({ length: 150 }, (_, index) => ({ op: "create", type: "t", name: `r${index}`, properties: [] }));
  expect(previewMarkdown([report({ resources })])).toContain("50 more are in the job's log.");
  const findings = Array.from({ length: 100 }, () => ({ level: "error" as const, source: "s", message: "x".repeat(5_000) }));
  const text = previewMarkdown([report({ findings })]);
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/this is all that fits into a comment\.\n$/);
});

test("drift: what, where and in which properties", () => {
  expect(driftMarkdown("dev", [{ where: "machine", op: "update", resource: "redis", properties: ["memory"] }])).toBe(
    `<!-- ballast: drift dev -->

1 drifted. Deploy stack \`dev\` again to undo it, or take it over into the configuration.

| where | change | resource | properties |
| --- | --- | --- | --- |
| \`machine\` | \`update\` | \`redis\` | \`memory\` |`,
  );
});
