import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackOutputs } from "../../outputs";
import { clusterConfig } from "../support/cluster-config";
import { docker, eventually } from "../support/docker";
import { apply, askKubectl, kubectl } from "../support/kubectl";
import { interrupted } from "../support/interrupted";
import { load, lostSince, type LoadReport } from "../support/load";
import { run, TestStack } from "../support/test-stack";
import { trusting } from "../support/trusting";

/** A cluster is lost under load, with Pulumi's state; what is left are copies of the backups, and the sheet (DR1 to DR4). */
jest.setTimeout(900_000);

const root = join(__dirname, "../..");
const stack = new TestStack(root, "ballast");
const nodePort = 30_000 + 800 + (process.pid % 600);
const gateway = `https://127.0.0.1:${nodePort}`;
const folder = mkdtempSync(join(tmpdir(), "ballast-disaster-"));
const sheet = join(folder, "sheet.txt");
const kept = { repository: `${stack.prefix}-kept`, snapshots: `${stack.prefix}-kept-snapshots` };
/** A machine that has never heard of the stack. */
const env = { ...stack.env, PULUMI_BACKEND_URL: `file://${folder}` };

let authority: string;
let drillImage: string;
let report: LoadReport;
/** The counter, when its snapshot was made. */
let counted: number;

const inNamespace = (...args: string[]) => kubectl("--namespace", stack.prefix, ...args);
const inside = (target: string, script: string) => inNamespace("exec", target, "--", "bash", "-c", script);
const sql = (statement: string) => inside("postgres-0", `psql -XAtq --set=ON_ERROR_STOP=1 --command "${statement}" notes`);
const drWords = (output: string, ...words: string[]) => [
  ...["dr", "run", sheet, "--repository", kept.repository, "--snapshots", kept.snapshots, "--output", join(folder, output)],
  ...words,
];
const dr = (...words: string[]) => run(join(root, "ballast"), drWords("found", ...words), env);

async function must(ran: Promise<{ code: number; stdout: string; output: string }>): Promise<string> {
  const { code, stdout, output } = await ran;
  if (code !== 0) throw new Error(output);
  return stdout;
}

/** What whoever keeps backups apart does with a claim. */
async function copyClaim(claim: string, volume: string): Promise<void> {
  const name = `copy-${claim}`;
  const securityContext = { runAsNonRoot: true, runAsUser: 999, fsGroup: 999, seccompProfile: { type: "RuntimeDefault" } };
  const container = {
    name: "copy",
    image: drillImage,
    command: ["sleep", "600"],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    resources: { limits: { cpu: "200m", memory: "64Mi" } },
    volumeMounts: [{ name: "claim", mountPath: "/claim" }],
  };
  const volumes = [{ name: "claim", persistentVolumeClaim: { claimName: claim } }];
  await apply([
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: stack.prefix },
      spec: { securityContext, containers: [container], volumes },
    },
  ]);
  await inNamespace("wait", "--for=condition=Ready", `pod/${name}`, "--timeout=120s");
  const archive = join(folder, `${claim}.tar.b64`);
  writeFileSync(archive, await inside(name, "tar -C /claim -cf - . | base64"));
  await docker("volume", "create", volume);
  const unpack = "base64 --decode </in/archive | tar -C /out -xf - && chown 999:999 /out";
  const mounts = [`--volume=${archive}:/in/archive:ro`, `--volume=${volume}:/out`];
  await docker("run", "--rm", "--network=none", ...mounts, "debian:trixie-slim", "sh", "-c", unpack);
}

async function runJob(cronJob: string): Promise<void> {
  await inNamespace("create", "job", `${cronJob}-first`, `--from=cronjob/${cronJob}`);
  await inNamespace("wait", "--for=condition=complete", `job/${cronJob}-first`, "--timeout=180s");
}

const count = async (fetch: ReturnType<typeof trusting>) =>
  ((await (await fetch(`${gateway}/counters/load`)).json()) as { value: number }).value;

beforeAll(async () => {
  const pushed = await run(join(root, "ballast"), ["images", "push", "--stack", "prod"]);
  if (pushed.code !== 0) throw new Error(pushed.output);
  await stack.create(clusterConfig({ port: nodePort, dataSize: "1Gi" }));
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
  authority = (await stack.outputs<StackOutputs>()).certificates.authority;
  writeFileSync(sheet, await must(stack.ballast("keys", "export", "--yes")), { mode: 0o600 });
  drillImage = await inNamespace("get", "cronjob", "postgres-verification", "--output=jsonpath={..containers[0].image}");

  const fetch = trusting(authority);
  const stop = load(gateway, fetch);
  expect((await stack.ballast("backup", "now", "full")).code).toBe(0);
  counted = await count(fetch);
  await runJob("redis-backup");
  const { segment } = JSON.parse(await sql("SELECT json_build_object('segment', pg_walfile_name(pg_current_wal_lsn()))")) as {
    segment: string;
  };
  await eventually(
    "what was written since the backup is archived",
    90,
    async () => (await sql(`SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`)) === "t",
  );

  // The disaster: the data, then the cluster, then the state.
  await inNamespace("delete", "statefulset/postgres", "--cascade=orphan");
  await inNamespace("delete", "pod/postgres-0", "--grace-period=0", "--force");
  await inNamespace("delete", "pvc/postgres-data", "--wait=false");
  report = await stop();
  await copyClaim("postgres-repository", kept.repository);
  await copyClaim("redis-backups", kept.snapshots);
  await kubectl("delete", "namespace", stack.prefix, "--timeout=180s");
}, 900_000);

afterAll(async () => {
  const words = (command: string[]) => ["-C", root, ...command, "--yes", "--stack", stack.name, "--non-interactive"];
  await run("pulumi", words(["state", "unprotect", "--all"]), env);
  const { code, output } = await run("pulumi", words(["destroy", "--skip-preview"]), env);
  await docker("volume", "rm", ...Object.values(kept));
  rmSync(stack.stackFile, { force: true });
  rmSync(folder, { recursive: true });
  rmSync(stack.folder, { recursive: true });
  if (code !== 0) throw new Error(output);
}, 300_000);

test("a dry run tells the seven steps, and that the cluster is looked at (DR2)", async () => {
  const plan = await must(dr("--dry-run"));
  expect(plan.split("\n").filter((line) => /^[1-7] /.test(line))).toHaveLength(7);
  expect(plan).toContain("look at the cluster");
  expect((await askKubectl("get", "namespace", stack.prefix)).code).not.toBe(0);
});

test.each([
  ["postgres-repository: copying", "SIGKILL", 200],
  ["redis-backups: copying", "SIGKILL", 100],
] as const)("killed after %s by %s, it goes on from there (DR3)", async (...how) => {
  await interrupted(join(root, "ballast"), drWords(`interrupted-${Date.now()}`, "--force"), env, how);
  expect(await inNamespace("get", "statefulsets", "--output=name")).toBe("");
});

test("the stack runs again, and every acknowledged row up to the measured RPO is there (DR1, DR4)", async () => {
  const { code, stdout, output } = await dr("--force", "--json");
  if (code !== 0) throw new Error(output);
  const record = JSON.parse(stdout) as {
    steps: { step: string; seconds: number; what: string }[];
    rtoSeconds: number;
    rpoSeconds: number;
    lastTransactionAt: string;
    snapshot: string;
  };
  console.log(record.steps.map(({ step, seconds, what }) => `${step}: ${seconds.toFixed(1)} s, ${what}`).join("\n"), record.rtoSeconds);
  expect(record.steps).toHaveLength(7);
  expect(record.snapshot).toMatch(/^\d{8}T\d{6}Z$/);
  expect(JSON.parse(readFileSync(join(folder, "found", "recovery.json"), "utf8"))).toEqual(record);

  expect(report.notes.length).toBeGreaterThan(100);
  const { before, after } = lostSince(record.lastTransactionAt, report, await sql("SELECT id FROM notes WHERE text = 'load'"));
  expect(before).toEqual([]);
  const lastAcknowledged = Math.max(...[...report.createdAt.values()].map((time) => Date.parse(time)));
  const lostSeconds = (lastAcknowledged - Date.parse(record.lastTransactionAt)) / 1000;
  console.log(`${report.notes.length} rows were acknowledged, ${after.length} of the last ${lostSeconds.toFixed(1)} s are lost`);
  expect(lostSeconds).toBeLessThan(75);
});

test("the applications work, who trusted the authority still does, and Redis has what its snapshot had (DR3)", async () => {
  const fetch = trusting(authority);
  const written = await fetch(`${gateway}/notes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "after the disaster" }),
  });
  expect(written.status).toBe(201);
  expect(await count(fetch)).toBeGreaterThanOrEqual(counted);
});

test("nothing of the recovery is left in the configuration, and a preview is empty", async () => {
  expect(readFileSync(stack.stackFile, "utf8")).not.toContain("recovered");
  await must(run("pulumi", ["-C", root, "preview", "--expect-no-changes", "--stack", stack.name, "--non-interactive"], env));
  expect(await inNamespace("get", "pods", "--output=name")).not.toContain("ballast-fill-");
});

test("a namespace that the state knows nothing of is left alone (DR3)", async () => {
  const other = { ...env, PULUMI_BACKEND_URL: `file://${mkdtempSync(join(folder, "backend-"))}` };
  const words = ["dr", "run", sheet, "--repository", kept.repository, "--output", join(folder, "other"), "--force"];
  const aside = readFileSync(stack.stackFile, "utf8");
  rmSync(stack.stackFile);
  const { code, output } = await run(join(root, "ballast"), words, other);
  writeFileSync(stack.stackFile, aside);
  expect([code, output]).toEqual([64, expect.stringContaining(`namespace ${stack.prefix}: got one that is there already`)]);
});
