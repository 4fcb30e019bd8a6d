import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StackOutputs } from "../../outputs";
import { secondsToArchive } from "../support/archive";
import { backupsIn, listBackups } from "../support/backups";
import { canariesIn } from "../support/canaries";
import { clusterConfig } from "../support/cluster-config";
import { eventually } from "../support/docker";
import { askKubectl, context, kubectl } from "../support/kubectl";
import { load } from "../support/load";
import { podPlaces, objectPlace } from "../support/pod-places";
import { pulumiPlaces } from "../support/places";
import { search } from "../support/search";
import { run, TestStack } from "../support/test-stack";
import { trusting, type Fetch } from "../support/trusting";

/** The stack of Pulumi.prod.yaml as a whole on the local cluster, real in every part: K82, K83, K84, K87, BR1, SE1, SE3, SE6. */
jest.setTimeout(900_000);

const root = join(__dirname, "../..");
const stack = new TestStack(root, "ballast");
const nodePort = 30_000 + 100 + (process.pid % 600);
const gateway = `https://127.0.0.1:${nodePort}`;
const host = `${stack.name}.ballast.local`;
/** Trusts the stack's own authority. */
let fetch: Fetch;

const config = (change: { notesMemory?: string; dataSize?: string } = {}) =>
  clusterConfig({ port: nodePort, hosts: [host], dataSize: "1Gi", ...change });

const inNamespace = (...args: string[]) => kubectl("--namespace", stack.prefix, ...args);
const inside = (target: string, script: string) => askKubectl("--namespace", stack.prefix, "exec", target, "--", "bash", "-c", script);
const sql = async (statement: string) => {
  const asked = await inside("postgres-0", `psql --no-psqlrc --tuples-only --no-align --quiet --command "${statement}" notes`);
  if (asked.code !== 0) throw new Error(asked.output);
  return asked.stdout.trim();
};
const up = async () => {
  const { code, output } = await stack.up();
  if (code !== 0) throw new Error(output);
};
const expectNoChanges = async () => {
  for (const command of [["preview"], ["refresh", "--preview-only"]]) {
    const { code, output } = await stack.pulumi(...command, "--expect-no-changes");
    expect({ command, code, output: code === 0 ? "" : output }).toEqual({ command, code: 0, output: "" });
  }
};

beforeAll(async () => {
  const pushed = await run(join(root, "ballast"), ["images", "push", "--stack", "prod"]);
  if (pushed.code !== 0) throw new Error(pushed.output);
  await stack.create(config());
  await up();
  fetch = trusting((await stack.outputs<StackOutputs>()).certificates.authority);
});

afterAll(() => stack.destroy());

test("the gateway answers through the node port and through the ingress rule at once (K83, K87)", async () => {
  const outputs = await stack.outputs<StackOutputs>();
  expect(outputs.kubernetes).toEqual({ context, namespace: stack.prefix });
  expect(outputs.endpoints).toEqual({ gateway, [host]: `https://${host}` });
  const healthy = { status: "healthy", dependencies: { counter: { status: "healthy" }, notes: { status: "healthy" } } };
  expect(await (await fetch(`${gateway}/health`)).json()).toMatchObject(healthy);
  const curl = ["--silent", "--insecure", "--resolve", `${host}:443:127.0.0.1`, `https://${host}/health`];
  await eventually("the ingress answers", 30, async () => (await run("curl", curl)).stdout.includes('"status":"healthy"'));
  expect(JSON.parse((await run("curl", curl)).stdout)).toMatchObject(healthy);
});

test("a preview right after up is empty, and so is a refresh", expectNoChanges);

test("everything runs as the cluster's `restricted` level demands, with limits and probes (K84)", async () => {
  const namespace = JSON.parse(await kubectl("get", "namespace", stack.prefix, "--output=json")) as { metadata: { labels: object } };
  expect(namespace.metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
  interface Containers {
    items: {
      spec: {
        containers: { name: string; resources: { limits?: object; requests?: object }; readinessProbe?: object; livenessProbe?: object }[];
      };
    }[];
  }
  const pods = JSON.parse(await inNamespace("get", "pods", "--field-selector=status.phase=Running", "--output=json")) as Containers;
  const containers = pods.items.flatMap(({ spec }) => spec.containers);
  expect(containers.length).toBe(8);
  for (const { name, resources, readinessProbe, livenessProbe } of containers) {
    for (const amounts of [resources.limits, resources.requests]) {
      expect([name, Object.keys(amounts ?? {})]).toEqual([name, expect.arrayContaining(["cpu", "memory"])]);
    }
    // An application has the liveness probe that its configuration names: here none. A pod is ready without its sidecar.
    const expected = [name !== "postgres-backup", ["gateway", "redis", "postgres-backup"].includes(name)];
    expect([name, readinessProbe !== undefined, livenessProbe !== undefined]).toEqual([name, ...expected]);
  }
});

test("a row is in the archive within 60 s (BR1)", async () => {
  await secondsToArchive({ sql, inside: (script) => inside("postgres-0", script) });
});

test("a scheduled job, run at once, makes a backup of the server, and another one on top of it (BR1, BR7)", async () => {
  for (const type of ["full", "differential"]) {
    const { code, output } = await stack.ballast("backup", "now", type);
    expect([code, output]).toEqual([0, expect.stringContaining("backup command end: completed successfully")]);
  }
  const [full, differential, ...others] = backupsIn((await inside("postgres-0", listBackups)).stdout);
  expect(others).toEqual([]);
  expect(full).toMatchObject({ type: "full", error: false });
  expect(differential).toMatchObject({ type: "diff", prior: full?.label, error: false });
  const owners = await inNamespace("get", "jobs", "--output=jsonpath={.items[*].metadata.ownerReferences[0].name}");
  expect(owners.split(" ").sort()).toEqual(["postgres-backup-differential", "postgres-backup-full"]);
});

test("the newest backup is verified: restored in a pod of its own, and judged (BR3, BR11)", async () => {
  const { code, output } = await stack.ballast("backup", "verify");
  expect([code, output]).toEqual([0, expect.stringContaining("PASS: backup ")]);
  expect((await stack.ballast("backup", "evidence")).code).toBe(0);
});

test("dumps and snapshots are made and verified; then nothing is missing (BR3, BR7)", async () => {
  for (const [job, of] of [["postgres-dump", "dumps"] as const, ["redis-backup", "snapshots"] as const]) {
    await inNamespace("create", "job", `${job}-first`, `--from=cronjob/${job}`);
    await inNamespace("wait", "--for=condition=complete", `job/${job}-first`, "--timeout=120s");
    const { code, output } = await stack.ballast("backup", "verify", "--of", of);
    expect([code, output]).toEqual([0, expect.stringContaining("PASS: backup ")]);
  }
  for (const command of ["list", "status"]) expect((await stack.ballast("backup", command)).code).toBe(0);
});

test("who declared no need is refused, and who did is let in", async () => {
  const connects = (from: string, to: string, port: number) => inside(from, `timeout 5 bash -c ': </dev/tcp/${to}/${port}'`);
  expect((await connects("deployment/notes", "postgres", 5432)).code).toBe(0);
  expect((await connects("deployment/counter", "redis", 6379)).code).toBe(0);
  expect((await connects("deployment/counter", "postgres", 5432)).code).not.toBe(0);
  expect((await connects("deployment/notes", "redis", 6379)).code).not.toBe(0);
  expect((await connects("deployment/gateway", "postgres", 5432)).code).not.toBe(0);
});

test("no secret is anywhere but in its mount, its Secret and, encrypted, in the state (SE1)", async () => {
  const canaries = canariesIn(await stack.must("stack", "export", "--show-secrets"));
  expect(canaries.length).toBeGreaterThan(12);
  const places = [await objectPlace(stack.prefix), ...(await podPlaces(stack.prefix)), ...(await pulumiPlaces(stack))];
  expect(await search(canaries, places)).toEqual([]);
});

test("a change by hand is found by refresh and repaired by up", async () => {
  await inNamespace("patch", "deployment", "notes", "--type=json", `--patch=[{"op":"replace","path":"/spec/replicas","value":1}]`);
  await inNamespace("delete", "networkpolicy", "postgres");
  const drift = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
  expect(drift.code).not.toBe(0);
  expect(drift.output).toMatch(/Deployment\s+notes/);
  await stack.must("refresh", "--yes", "--skip-preview");
  await up();
  expect(await inNamespace("get", "deployment", "notes", "--output=jsonpath={.spec.replicas}")).toBe("2");
  expect(await inNamespace("get", "networkpolicy", "postgres", "--output=name")).toBe("networkpolicy.networking.k8s.io/postgres");
  await expectNoChanges();
});

test("a rolling update under constant load fails no request", async () => {
  const stop = load(gateway, fetch);
  stack.configure(config({ notesMemory: "384Mi" }));
  await up();
  await inNamespace("rollout", "restart", "deployment/counter", "deployment/gateway");
  for (const name of ["counter", "gateway"]) await inNamespace("rollout", "status", `deployment/${name}`, "--timeout=120s");
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  const { answered, failures } = await stop();
  expect(failures).toEqual({});
  expect(answered).toBeGreaterThan(200);
});

test.each(["postgres-0", "redis-0"])("%s is deleted while it is written to: it comes back with every acknowledged row", async (pod) => {
  const stop = load(gateway, fetch);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const uid = () => inNamespace("get", "pod", pod, "--output=jsonpath={.metadata.uid}");
  const before = await uid();
  await inNamespace("delete", "pod", pod, "--wait=true");
  await eventually(
    "another pod is there",
    30,
    async () => (await askKubectl("--namespace", stack.prefix, "get", "pod", pod)).code === 0 && (await uid()) !== before,
  );
  await inNamespace("wait", "--for=condition=Ready", `pod/${pod}`, "--timeout=120s");
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const { notes } = await stop();
  expect(notes.length).toBeGreaterThan(20);
  const kept = await sql("SELECT id FROM notes WHERE text = 'load'");
  expect(notes.filter((id) => !kept.includes(id))).toEqual([]);
});

test("another size of a volume is refused before anything is changed, with the way to do it", async () => {
  stack.configure(config({ notesMemory: "384Mi", dataSize: "2Gi" }));
  const { code, output } = await stack.up();
  stack.configure(config({ notesMemory: "384Mi" }));
  expect(code).not.toBe(0);
  expect(output).toContain("volume-size-changed:postgres-data");
  expect(await inNamespace("get", "pvc", "postgres-data", "--output=jsonpath={.spec.resources.requests.storage}")).toBe("1Gi");
});

test("restored to a time between two rows, and rolled back (BR6, DR3)", async () => {
  const [first, second] = ["'a first'", "'b second'"];
  await sql("CREATE TABLE kept (text text)");
  expect((await stack.ballast("backup", "now", "full")).code).toBe(0);
  const rows = () => sql("SELECT string_agg(text, ',' ORDER BY text) FROM kept");
  const change = async (...args: string[]) => {
    const { code, output } = await stack.ballast(...args, "--yes", "--confirm-stack", stack.name);
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  };
  await sql(`INSERT INTO kept VALUES (${first})`);
  await sleep(500);
  const time = new Date().toISOString();
  await sleep(500);
  await sql(`INSERT INTO kept VALUES (${second})`);
  stack.writeStackFile();
  try {
    await change("restore", "--to", time);
    expect(await rows()).toBe("a first");
    await change("rollback");
    expect(await rows()).toBe("a first,b second");
  } finally {
    stack.takeStackFile();
  }
  await expectNoChanges();
});

test("taken down and put up again, the data is still there", async () => {
  const written = await fetch(`${gateway}/notes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "kept" }),
  });
  const { id } = (await written.json()) as { id: string };
  await stack.must("destroy", "--exclude-protected", "--yes", "--skip-preview");
  expect(await inNamespace("get", "pods,services,deployments,statefulsets", "--output=name")).toBe("");
  await up();
  expect(await (await fetch(`${gateway}/notes/${id}`)).json()).toMatchObject({ text: "kept" });
});
