import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addOnDaemons } from "../../../../toolchain/cluster/add-ons";
import { configurationOf, writeConfiguration } from "../../../../toolchain/cluster/configuration";
import { nodeDaemons } from "../../../../toolchain/cluster/daemons";
import { layoutOf } from "../../../../toolchain/cluster/layout";
import type { Programs } from "../../../../toolchain/cluster/programs";

/** K82, K83: what the parts are told, as far as a promise hangs on it. */
const layout = layoutOf("/cache");
const files = configurationOf(layout);
const json = (name: string): unknown => JSON.parse(files[name]!);
const programs = new Proxy({}, { get: (_, name) => `/programs/${String(name)}` }) as Programs;
const daemons = [...nodeDaemons(layout, programs), ...addOnDaemons(layout, programs)];
const argsOf = (name: string): string[] => daemons.find((daemon) => daemon.name === name)!.args;

test("containerd keeps to the cluster's folder, and pulls from the local registry", () => {
  for (const line of [
    'root = "/cache/cluster/containerd/root"',
    'state = "/cache/cluster/containerd/state"',
    'address = "/cache/cluster/containerd.sock"',
    "restrict_oom_score_adj = true",
    'bin_dir = "/usr/lib/cni"',
    'conf_dir = "/cache/cluster/config/cni"',
    'config_path = "/cache/cluster/config/registries"',
  ])
    expect(files["containerd.toml"]!.split("\n").map((one) => one.trim())).toContain(line);
  expect(files["registries/localhost:5001/hosts.toml"]).toBe('server = "http://localhost:5001"\n');
});

test("the kubelet lets in nobody whom the API server does not know, and no other machine reaches it", () => {
  expect(json("kubelet.json")).toMatchObject({
    address: "10.244.0.1",
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: "/cache/cluster/pki/ca.crt" } },
    authorization: { mode: "Webhook" },
    clusterDNS: ["10.96.0.10"],
    podLogsDir: "/cache/cluster/logs/pods",
  });
});

test("the kubelet removes no images to make room on a disk that is not its own", () =>
  expect(json("kubelet.json")).toMatchObject({ imageGCHighThresholdPercent: 100 }));

test("names of the cluster are answered on the node's address, others by the machine's resolver", () => {
  const lines = files["Corefile"]!.split("\n").map((line) => line.trim());
  for (const line of ["bind 10.244.0.1", "kubernetes cluster.local in-addr.arpa ip6.arpa {", "forward . /etc/resolv.conf"])
    expect(lines).toContain(line);
});

test("the registry listens on loopback", () => expect(json("registry.json")).toMatchObject({ http: { addr: "127.0.0.1:5001" } }));

test("a namespace that says nothing is held to Pod Security baseline", () => {
  expect(json("admission.json")).toMatchObject({
    plugins: [{ name: "PodSecurity", configuration: { defaults: { enforce: "baseline" }, exemptions: { namespaces: ["kube-system"] } } }],
  });
});

test("no part listens where another machine reaches it", () => {
  const addresses = daemons.flatMap(({ args }) =>
    args.flatMap(
      (arg) => /^--?(?:bind-address|address|insecure-address|support-listener|listen-\w+-urls)=(?:https:\/\/)?([^:]+)/.exec(arg)?.[1] ?? [],
    ),
  );
  expect([...new Set(addresses)].sort()).toEqual(["10.244.0.1", "127.0.0.1"]);
  expect(argsOf("kube-proxy")).toContain("--nodeport-addresses=127.0.0.0/8,10.244.0.0/24");
});

test("rights are asked for: RBAC and the node's own, with no anonymous way round", () => {
  expect(argsOf("kube-apiserver")).toContain("--authorization-mode=Node,RBAC");
  expect(argsOf("kube-apiserver")).toContain("--enable-admission-plugins=NodeRestriction");
});

test("no secret is in the arguments of a part: only files", () => {
  for (const { args } of daemons) for (const arg of args) expect(arg).not.toMatch(/token=|password=|BEGIN/);
});

test("the files are root's alone", () => {
  const cache = mkdtempSync(join(tmpdir(), "ballast-configuration-"));
  const own = layoutOf(cache);
  writeConfiguration(own);
  for (const [name, text] of Object.entries(configurationOf(own))) {
    expect(readFileSync(join(own.config, name), "utf8")).toBe(text);
    expect(statSync(join(own.config, name)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(own.config).mode & 0o777).toBe(0o700);
  rmSync(cache, { recursive: true });
});
