import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kinds } from "../../components/platform/kubernetes/kinds";
import type { KubernetesNeeds } from "../../components/platform/needs";
import type { Request } from "../../components/preflight";
import type { Finding, Report } from "../../components/preflight/report";
import { registry, settings } from "../../toolchain/cluster/settings";
import { docker } from "../support/docker";
import { apply, context, kubectl } from "../support/kubectl";
import { run } from "../support/test-stack";
import { claim, service } from "./programs/cluster-objects";
import { namespaceObject } from "./programs/ops-objects";

/** PF1, K83: the checks see the truth about a real cluster, each finding where there is its cause and nowhere else. */
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "ballast-cluster-preflight-"));
const own = `ballast-preflight-test-${process.pid}`;
const foreign = `${own}-foreign`;
const image = `${registry}/ballast-test/base:1`;
const program = ["--import", require.resolve("tsx"), join(__dirname, "programs/preflight-ask.ts")];
const kubeconfig = { admin: join(folder, "admin"), wrongPort: join(folder, "wrong-port"), reader: join(folder, "reader") };

const needs: KubernetesNeeds = {
  platform: "kubernetes",
  owner: own,
  context,
  namespace: own,
  memory: { requests: 64, limits: 128 },
  cpu: { requests: 10 },
  volumes: [{ name: "data", size: 1 }],
  ingress: {},
  nodePorts: [],
  pods: [{ service: "postgres", memory: 64, cpu: 10 }],
  images: [{ reference: image, build: { folder: "images/redis", args: {} } }],
  kinds,
};

async function findings(change: Partial<KubernetesNeeds> = {}, as: keyof typeof kubeconfig = "admin"): Promise<Finding[]> {
  const request: Request = {
    needs: { ...needs, ...change },
    settings: { disk: "1Mi", memory: "64Mi", cpus: 1, ports: [], airGapped: false, accept: [] },
  };
  const { stdout, output } = await run(process.execPath, [...program, JSON.stringify(request)], {
    ...process.env,
    KUBECONFIG: kubeconfig[as],
    XDG_DATA_HOME: folder,
  });
  if (stdout === "") throw new Error(output);
  return (JSON.parse(stdout) as Report).findings;
}
/** What blocks, sorted. */
const blocking = (all: Finding[]): string[] =>
  all
    .filter(({ level }) => level === "fail" || level === "error")
    .map(({ id }) => id)
    .sort();
const found = (all: Finding[], id: string): string | undefined => all.find((one) => one.id === id)?.found;

beforeAll(async () => {
  await docker("tag", "debian:trixie-slim", image);
  await docker("push", "--quiet", image);
  const config = await kubectl("config", "view", "--raw", "--minify", "--flatten", "--output=json");
  const write = (file: string, text: string) => writeFileSync(file, text, { mode: 0o600 });
  write(kubeconfig.admin, config);
  write(kubeconfig.wrongPort, config.replace(/"server": "[^"]*"/, '"server": "https://127.0.0.1:1"'));

  const labelled = {
    ...namespaceObject(own),
    metadata: { name: own, labels: { "ballast.stack": own, "pod-security.kubernetes.io/enforce": "restricted" } },
  };
  await apply([labelled, namespaceObject(foreign)]);
  await apply([claim("data")], "--namespace", own);
  await apply([service("door", "nobody", "NodePort")], "--namespace", foreign);
  await kubectl("--namespace", own, "create", "serviceaccount", "reader");
  await kubectl("--namespace", own, "create", "rolebinding", "reader", "--clusterrole=view", `--serviceaccount=${own}:reader`);
  const reader = JSON.parse(config) as { users: { user: object }[] };
  reader.users[0]!.user = { token: await kubectl("--namespace", own, "create", "token", "reader") };
  write(kubeconfig.reader, JSON.stringify(reader));
}, 120_000);

afterAll(async () => {
  await kubectl("delete", "namespace", own, foreign, "--ignore-not-found");
  rmSync(folder, { recursive: true });
}, 120_000);

test("what fits is let through, and every check has looked", async () => {
  const all = await findings();
  expect(blocking(all)).toEqual([]);
  expect(all.filter(({ level }) => level === "pass").map(({ check }) => check)).toEqual(
    expect.arrayContaining(["cluster", "access", "namespace", "storage", "resources", "ingress", "images"]),
  );
});

test("a user with too few rights is told which, and what nobody may see is no pass", async () => {
  const all = await findings({}, "reader");
  const missing = blocking(all).filter((id) => id.startsWith("permission-missing:"));
  expect(missing).toContain("permission-missing:secrets");
  expect(missing).toHaveLength(kinds.length);
  expect(found(all, "permission-missing:secrets")).toBe("not get, list, watch, create, patch, delete");
  expect(found(all, "permission-missing:deployments.apps")).toBe("not create, patch, delete");
  expect(blocking(all)).toEqual(expect.arrayContaining(["resources-unknown", "ingress-unknown"]));
});

test("a storage class that is not there", async () => {
  const all = await findings({ storageClass: "fast", volumes: [{ name: "new-data", size: 1 }] });
  expect(blocking(all)).toEqual(["storage-class-missing"]);
  expect(found(all, "storage-class-missing")).toBe(settings.storageClass);
});

test("an image that nobody has pushed", async () => {
  const reference = `${registry}/ballast-test/never-pushed:1`;
  expect(blocking(await findings({ images: [{ reference, build: { folder: "images/redis", args: {} } }] }))).toEqual([
    `image-not-pushed:${reference}`,
  ]);
});

test("an API server that does not answer is told once, and nothing else is taken for good", async () => {
  const all = await findings({}, "wrongPort");
  expect(blocking(all)).toEqual(["kubernetes-unreachable"]);
  expect(found(all, "kubernetes-unreachable")).toContain("ECONNREFUSED");
  for (const check of ["access", "namespace", "storage", "resources", "ingress"])
    expect([check, all.find((one) => one.check === check)?.level]).toEqual([check, "skip"]);
});

test("a context that the kubeconfig has not got", async () => {
  expect(blocking(await findings({ context: "elsewhere" }))).toEqual(["kubernetes-context-missing"]);
});

test("a namespace of somebody else", async () => {
  const all = await findings({ namespace: foreign });
  expect(blocking(all)).toEqual(["namespace-taken"]);
  expect(found(all, "namespace-taken")).toBe("no label ballast.stack");
});

test("a node port that a Service of somebody else has; one's own is no conflict", async () => {
  const port = Number(await kubectl("--namespace", foreign, "get", "service", "door", "--output=jsonpath={.spec.ports[0].nodePort}"));
  const all = await findings({ nodePorts: [{ service: "gateway", port }] });
  expect(blocking(all)).toEqual([`port-in-use:${port}`]);
  expect(found(all, `port-in-use:${port}`)).toBe(`Service ${foreign}/door`);
  await kubectl("--namespace", own, "create", "service", "nodeport", "gateway", "--tcp=8080");
  await kubectl("--namespace", own, "label", "service", "gateway", `ballast.stack=${own}`);
  const taken = Number(await kubectl("--namespace", own, "get", "service", "gateway", "--output=jsonpath={.spec.ports[0].nodePort}"));
  expect(blocking(await findings({ nodePorts: [{ service: "gateway", port: taken }] }))).toEqual([]);
});

test("a volume whose size has changed", async () => {
  const all = await findings({ volumes: [{ name: "data", size: 2 }] });
  expect(blocking(all)).toEqual(["volume-size-changed:data"]);
  expect(found(all, "volume-size-changed:data")).toBe("1Mi");
});

test("more memory than the node has", async () => {
  const huge = 64 * 2 ** 20;
  const all = await findings({ memory: { requests: huge, limits: huge }, pods: [{ service: "postgres", memory: huge, cpu: 10 }] });
  expect(blocking(all)).toEqual(["memory-too-small", "pod-too-large:postgres"]);
});
