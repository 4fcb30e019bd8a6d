import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { layoutOf } from "../../../../toolchain/cluster/layout";
import { foldersOf, remove, type ClusterPart } from "../../../../toolchain/cluster/parts";

/** K86: each part by itself, and nothing else that is in the cache. */
const folder = mkdtempSync(join(tmpdir(), "ballast-parts-"));
const cache = join(folder, "cache");
const layout = layoutOf(cache);
const kubeconfig = process.env["KUBECONFIG"];
const clusterFolders = ["config", "containerd", "etcd", "kubelet", "logs", "pki", "processes", "volumes"];
const programs = ["coredns-0123456789ab", "kubernetes-0123456789ab", "kubernetes-fedcba987654"];
const others = ["docker-plugin-0123456789ab", "home", "kubernetes-plugin-0123456789ab", "locks"];

beforeEach(() => {
  mkdirSync(cache, { recursive: true });
  process.env["KUBECONFIG"] = join(folder, "kubeconfig");
  writeFileSync(process.env["KUBECONFIG"], JSON.stringify({ contexts: [{ name: "ballast" }, { name: "prod" }] }));
  for (const name of [...clusterFolders, "registry"]) mkdirSync(join(layout.root, name), { recursive: true });
  for (const name of [...programs, ...others]) mkdirSync(join(cache, name), { recursive: true });
});
afterEach(() => {
  process.env["KUBECONFIG"] = kubeconfig;
  if (kubeconfig === undefined) delete process.env["KUBECONFIG"];
  rmSync(folder, { recursive: true });
});

const folders = (part: ClusterPart): string[] =>
  foldersOf(part, cache, layout)
    .map((path) => basename(path))
    .sort();
const contexts = (): boolean => readFileSync(join(folder, "kubeconfig"), "utf8").includes("ballast");

test("data is all of the cluster but its registry; programs are what only a cluster uses", () => {
  expect(folders("data")).toEqual(clusterFolders);
  expect(folders("images")).toEqual(["registry"]);
  expect(folders("programs")).toEqual(programs);
});

test("deleting one keeps the others", () => {
  remove("images", cache, layout);
  expect(readdirSync(layout.root)).toEqual(clusterFolders);
  remove("programs", cache, layout);
  expect(readdirSync(cache).sort()).toEqual(["cluster", ...others].sort());
  expect(contexts()).toBe(true);
  remove("data", cache, layout);
  expect(readdirSync(layout.root)).toEqual([]);
});

test("with the data goes the context, and nobody else's", () => {
  remove("data", cache, layout);
  expect(contexts()).toBe(false);
  expect(readFileSync(join(folder, "kubeconfig"), "utf8")).toContain("prod");
  expect(folders("images")).toEqual(["registry"]);
});

test("where there never was a cluster, there is nothing to delete, and deleting does nothing", () => {
  rmSync(layout.root, { recursive: true });
  for (const name of programs) rmSync(join(cache, name), { recursive: true });
  for (const part of ["data", "images", "programs"] as const) {
    expect(folders(part)).toEqual([]);
    remove(part, cache, layout);
  }
  expect(existsSync(layout.root)).toBe(false);
});
