/** PF2, PF3: ids, pages, texts and what is kept. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyse } from "../../../components/preflight/analyse";
import { checks, findingIds, idsOf, isFindingId, kindOf, selected } from "../../../components/preflight/checks";
import { keep } from "../../../components/preflight/evidence";
import type { Report } from "../../../components/preflight/report";
import { blockingTexts, noticeText } from "../../../components/preflight/text";
import { listText, preflightText } from "../../../ops/preflight-view";
import { GiB, free, machine, type Change } from "./machine";

const docs = join(__dirname, "../../../docs");

function report(change: Change): Report {
  return {
    ...analyse(machine(change)),
    checkedAt: "2026-01-31T12:00:00.000Z",
    duration: 312,
    evidence: { file: "/home/ops/ballast-dev.json" },
  };
}

test("every kind of finding has its runbook, with how to look and how to mend, and no runbook is without one", () => {
  const kinds = findingIds.map(kindOf);
  expect(readdirSync(join(docs, "runbooks/preflight")).sort()).toEqual(kinds.map((kind) => `${kind}.md`).sort());
  for (const kind of kinds) {
    const page = readFileSync(join(docs, "runbooks/preflight", `${kind}.md`), "utf8");
    expect(page).toMatch(new RegExp(`^# ${kind}\n\n\\*\\*.+\\*\\* .+\n\n## Look\n\n\`\`\`sh\n[^]+\`\`\`\n\n## Mend\n\n.+`));
  }
});

test.each(Object.entries(checks))("docs/preflight.md lists every check and every kind of finding on %s", (platform, some) => {
  const page = readFileSync(join(docs, "preflight.md"), "utf8");
  const section = page.split(/^## /m).find((one) => one.toLowerCase().startsWith(`checks and findings on ${platform}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.map((row) => row.split("`")[1])).toEqual(some.map(({ id }) => id));
  some.forEach((check, index) => {
    const listed = [...(rows[index]?.matchAll(/\[([\w-]+)\]\(runbooks\/preflight\/\1\.md\)(?:`(:[A-Z]+)`)?/g) ?? [])].map(
      ([, kind, subject]) => `${kind}${subject ?? ""}`,
    );
    expect([check.id, ...listed]).toEqual([check.id, ...idsOf(check)]);
  });
});

test("every finding belongs to a kind its check has declared", () => {
  const { findings } = report({ engine: { memory: GiB, cpus: 1, forwarding: false }, facts: free(1) });
  for (const { id, check, page } of findings.filter((finding) => finding.page)) {
    expect(checks.docker.find((one) => one.id === check)?.kinds).toHaveProperty([kindOf(id)]);
    expect(page).toBe(`docs/runbooks/preflight/${kindOf(id)}.md`);
  }
});

test.each([
  ["disk-too-small", true],
  ["port-in-use:8080", true],
  ["image-missing:registry.example:5000/shop:1", true],
  ["port-in-use", false],
  ["port-in-use:", false],
  ["disk-too-small:8080", false],
  ["disk", false],
  ["all", false],
  ["*", false],
  ["", false],
])("%p may be accepted: %p", (id, allowed) => {
  expect(isFindingId(id)).toBe(allowed);
});

test("one check runs with those that explain its skipping", () => {
  expect(selected(checks.docker, "disk").map(({ id }) => id)).toEqual(["permissions", "docker-engine", "disk"]);
  expect(selected(checks.docker, "permissions").map(({ id }) => id)).toEqual(["permissions"]);
  expect(selected(checks.docker)).toHaveLength(9);
});

test("a blocking finding reads: what, expected, found, fix, page", () => {
  expect(blockingTexts(report({ facts: free(10 * GiB) }))).toEqual([
    [
      "Too little disk space for Docker (disk-too-small)",
      "  expected: 30Gi free (ballast:preflight.disk)",
      "  found:    10Gi free of 252Gi in /var/lib/docker",
      "  fix:      free space (`docker system prune`), move Docker's data-root to a larger disk, or lower ballast:preflight.disk or the storage of a store",
      "  more:     docs/runbooks/preflight/disk-too-small.md",
    ].join("\n"),
  ]);
});

test("a notice tells warnings and where the facts are; there is none when all is well", () => {
  expect(noticeText(report({}))).toBe("");
  const lines = noticeText(report({ engine: { forwarding: false } })).split("\n");
  expect(lines[0]).toBe("warning: The host does not forward packets (network-forwarding-off)");
  expect(lines.at(-1)).toBe(
    "preflight: 8 passed, 1 warning, 0 failed, 0 could not check, 0 skipped in 0.3 s; report and facts: /home/ops/ballast-dev.json",
  );
});

test("a person's report: a row for each finding, each in full that asks for something, the counters last", () => {
  const text = preflightText(
    report({ engine: { cpus: 1 }, facts: { disk: { error: "elsewhere" } }, settings: { accept: ["cpus-too-few"] } }),
    false,
  );
  expect(text.split("\n\n")[0]).toBe(
    [
      "CHECK           RESULT           FOUND",
      "permissions     passed           Docker and the folders project, state, report",
      "docker-engine   passed           version 20.10.24+dfsg1",
      "compose-plugin  passed           version 2.26.1",
      "resources       warning          Too few processors",
      "disk            could not check  Disk space: could not be checked",
      "ports           passed           free",
      "network         passed           usable; no image has to be pulled",
      "images          passed           4 described, 1 given ones present",
      "object-storage  passed           shop-backups at s3.example.com:443, versioning on, object lock off",
      "vault           passed           read",
    ].join("\n"),
  );
  expect(text).toContain("warning: Too few processors (cpus-too-few, accepted)");
  expect(text).toContain("could not check: Disk space: could not be checked (disk-unknown)");
  expect(text.split("\n").at(-1)).toMatch(/^preflight: 7 passed, 1 warning, 0 failed, 1 could not check, 0 skipped in 0\.3 s; /);
});

test("the list names every check with its findings", () => {
  expect(listText(false).split("\n")).toHaveLength(1 + checks.docker.length + checks.kubernetes.length);
  expect(listText(false)).toContain("port-in-use:PORT port-forbidden:PORT");
});

describe("evidence", () => {
  const home = mkdtempSync(join(tmpdir(), "ballast-evidence-"));
  afterAll(() => rmSync(home, { recursive: true }));
  const kept = { ...analyse(machine()), ...machine(), checkedAt: "2026-01-31T12:00:00.000Z", duration: 1 };

  test("is for this user alone, and holds the facts", async () => {
    const file = join(home, "ballast/preflight/ballast-dev.json");
    expect(await keep(kept, { XDG_DATA_HOME: home })).toEqual({ file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(kept)));
  });

  test("that cannot be kept is told, and stops nothing", async () => {
    expect(await keep(kept, { XDG_DATA_HOME: __filename })).toEqual({ error: expect.stringContaining("ENOTDIR") as string });
  });
});
