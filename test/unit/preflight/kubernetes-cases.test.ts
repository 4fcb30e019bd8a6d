/**
 * PF1, PF2 and K82 to K84 on Kubernetes: clusters, each with something else about it, and exactly what is found.
 * Does NOT prove: that the facts are seen rightly; test/unit/preflight/kubernetes-collect.test.ts and test/cluster/preflight.test.ts do.
 */
import { analyse } from "../../../components/preflight/analyse";
import { checks, findingIds, idsOf, kindOf } from "../../../components/preflight/checks";
import type { Cluster, Node } from "../../../components/preflight/collect/kubernetes/facts";
import { bucketCases } from "./bucket-cases";
import { cluster, node, notes, shop, type Change } from "./cluster";

/** What is found beside passes: `level id`. */
type Case = [name: string, change: Change, found: string[]];

const disk = "skip disk";
const dependent = ["access", "namespace", "resources", "storage", "disk", "ports", "ingress"].map((check) => `skip ${check}`);
const down = (state: Exclude<Cluster["state"], "answers">): Change => {
  const error = { error: "no connection" };
  return {
    facts: {
      cluster: { state, reason: "no connection" },
      denied: error,
      namespace: error,
      storageClasses: error,
      claims: error,
      nodes: error,
      nodePorts: error,
      ingressClasses: error,
    },
  };
};
const version = (text: string): Change => ({ facts: { cluster: { state: "answers", version: text } } });
const nodes = (...value: Node[]): Change => ({ facts: { nodes: { value } } });
const room = (memory: number, cpu: number, pods = 110) => ({ allocatable: { memory, cpu, pods }, taken: { memory: 0, cpu: 0, pods: 0 } });
const namespace = (change: object): Change => ({
  facts: { namespace: { value: { found: { owner: "ballast-prod", terminating: false, enforce: "restricted", ...change } } } },
});
const named = (name: string, rest = {}) => ({ name, default: false, provisioner: "ballast.example/local", ...rest });
const claims = (postgres: number, redis = 2048) => ({
  claims: {
    value: [
      { name: "postgres-data", size: postgres },
      { name: "redis-data", size: redis },
    ],
  },
});
const port = (number: number, ...holders: boolean[]): Change => ({
  needs: { nodePorts: [{ service: "gateway", port: number }] },
  facts: { nodePorts: { value: holders.map((own, index) => ({ port: number, service: `n/s${index}`, own })) } },
});
const answers = (ours: object, theirs: object): Change => ({
  facts: {
    images: [
      { reference: notes, registry: "localhost:5001", ...ours },
      { reference: shop, registry: "registry.example", ...theirs },
    ],
  },
});
const there = { answer: { value: "there" as const } };
const missing = { answer: { value: "missing" as const } };

const clusters: Case[] = [
  ["the recorded cluster", {}, []],
  ["an empty stack", { needs: { nodePorts: [], volumes: [], pods: [], images: [], kinds: [] }, facts: { images: [] } }, ["skip ports"]],
  ["no such context", down("no-context"), ["fail kubernetes-context-missing", ...dependent]],
  ["connection refused", down("unreachable"), ["fail kubernetes-unreachable", ...dependent]],
  ["a certificate nobody knows", down("untrusted"), ["fail kubernetes-untrusted", ...dependent]],
  ["a token that is not accepted", down("denied"), ["fail kubernetes-access-denied", ...dependent]],
  ["no answer in time", down("unknown"), ["error cluster-unknown", ...dependent]],
  ["Kubernetes 1.29", version("v1.29.0"), []],
  ["Kubernetes 1.28", version("v1.28.15"), ["fail kubernetes-too-old"]],
  ["Kubernetes 1.9", version("v1.9.0"), ["fail kubernetes-too-old"]],
  ["Kubernetes 1.35", version("v1.35.0"), ["warn kubernetes-untested"]],
  ["Kubernetes 2", version("v2.0.0"), ["warn kubernetes-untested"]],
  ["a vendor's version", version("v1.33.5-eks-113cf36"), []],
  ["a version that is none", version("dev"), ["error cluster-unknown"]],
];

const rights: Case[] = [
  [
    "two kinds that may not be touched",
    {
      facts: {
        denied: {
          value: [
            { resource: "namespaces", verbs: ["create", "delete"] },
            { resource: "deployments.apps", verbs: ["patch"] },
          ],
        },
      },
    },
    ["fail permission-missing:namespaces", "fail permission-missing:deployments.apps"],
  ],
  ["rights that cannot be asked", { facts: { denied: { error: "forbidden" } } }, ["error access-unknown"]],
  ["our namespace", namespace({}), []],
  ["somebody else's namespace", namespace({ owner: "" }), ["fail namespace-taken"]],
  ["another stack's namespace", namespace({ owner: "ballast-test" }), ["fail namespace-taken"]],
  ["a namespace that is going", namespace({ terminating: true }), ["fail namespace-terminating"]],
  ["a namespace that lets root in", namespace({ enforce: "baseline" }), ["warn namespace-not-restricted"]],
  ["a namespace that enforces nothing", namespace({ enforce: "" }), ["warn namespace-not-restricted"]],
  ["a namespace that cannot be seen", { facts: { namespace: { error: "forbidden" } } }, ["error namespace-unknown"]],
  [
    "a folder that cannot be written",
    { facts: { folders: [{ name: "state", path: "/s", error: "EROFS" }] } },
    ["fail folder-not-writable:state"],
  ],
];

const capacity: Case[] = [
  ["no nodes", nodes(), ["fail nodes-not-ready"]],
  ["a node that is not ready", nodes(node({ usable: false })), ["fail nodes-not-ready"]],
  ["one ready of two", nodes(node({ usable: false }), node({ name: "node-2" })), []],
  ["nine tenths of 4Gi and of two cores", nodes(node(room(3686, 1800))), []],
  ["a mebibyte less", nodes(node(room(3685, 1800))), ["fail memory-too-small"]],
  ["a thousandth less", nodes(node(room(3686, 1799))), ["fail cpus-too-few"]],
  ["others leave just enough memory", nodes(node({ taken: { memory: 2800, cpu: 0, pods: 0 } })), []],
  [
    "others leave a mebibyte less",
    nodes(node({ taken: { memory: 2801, cpu: 0, pods: 0 } })),
    ["fail memory-too-small", "warn pods-may-not-fit"],
  ],
  [
    "others leave too little CPU",
    nodes(node({ taken: { memory: 0, cpu: 1101, pods: 0 } })),
    ["fail cpus-too-few", "warn pods-may-not-fit"],
  ],
  ["limits above all there is", { needs: { memory: { requests: 1200, limits: 4001 } } }, ["warn memory-overcommitted"]],
  [
    "enough in all, too little on each node for Postgres",
    nodes(...["a", "b", "c", "d"].map((name) => node({ name, ...room(1000, 500), taken: { memory: 500, cpu: 0, pods: 0 } }))),
    ["fail pod-too-large:postgres"],
  ],
  [
    "each fits alone, not all at once",
    {
      settings: { memory: "1Gi", cpus: 1 },
      needs: {
        memory: { requests: 1200, limits: 1200 },
        pods: ["a", "b", "c"].map((service) => ({ service, memory: 400, cpu: 100 })),
      },
      facts: { nodes: { value: [node(room(700, 1000)), node({ name: "node-2", ...room(700, 1000) })] } },
    },
    ["warn pods-may-not-fit"],
  ],
  [
    "no place for one more pod",
    nodes(node(room(4000, 2000, 0))),
    ["postgres", "redis", "notes"].map((name) => `fail pod-too-large:${name}`),
  ],
  ["places for two pods of three", nodes(node(room(4000, 2000, 2))), ["warn pods-may-not-fit"]],
  ["nodes that cannot be listed", { facts: { nodes: { error: "forbidden" } } }, ["error resources-unknown"]],
];

const volumes: Case[] = [
  ["the class that is named", { needs: { storageClass: "local" } }, []],
  ["a class that is not there", { needs: { storageClass: "fast" } }, ["fail storage-class-missing"]],
  ["no class at all", { facts: { storageClasses: { value: [] } } }, ["fail storage-class-no-default"]],
  ["no default class", { facts: { storageClasses: { value: [named("local")] } } }, ["fail storage-class-no-default"]],
  ["no default class, one named", { needs: { storageClass: "local" }, facts: { storageClasses: { value: [named("local")] } } }, []],
  [
    "two default classes",
    { facts: { storageClasses: { value: [named("a", { default: true }), named("b", { default: true })] } } },
    ["warn storage-class-ambiguous"],
  ],
  [
    "a class without provisioner",
    { facts: { storageClasses: { value: [named("a", { default: true, provisioner: "kubernetes.io/no-provisioner" })] } } },
    ["warn storage-class-static"],
  ],
  ["classes that cannot be listed", { facts: { storageClasses: { error: "forbidden" } } }, ["error storage-unknown"]],
  ["deployed, of the configured size", { facts: claims(10240) }, []],
  ["deployed, and the class is gone", { facts: { ...claims(10240), storageClasses: { value: [] } } }, []],
  ["deployed, smaller", { facts: claims(5120) }, ["fail volume-size-changed:postgres-data"]],
  ["deployed, larger by a part of a mebibyte", { facts: claims(10240.5) }, ["fail volume-size-changed:postgres-data"]],
  ["both of another size", { facts: claims(1, 1) }, ["fail volume-size-changed:postgres-data", "fail volume-size-changed:redis-data"]],
  [
    "one of another size, one missing without a class",
    { facts: { claims: { value: [{ name: "redis-data", size: 1 }] }, storageClasses: { value: [] } } },
    ["fail storage-class-no-default", "fail volume-size-changed:redis-data"],
  ],
  ["claims that cannot be listed", { facts: { claims: { error: "forbidden" } } }, ["error storage-unknown"]],
];

const network: Case[] = [
  ["a port of our own Service", port(30000, true), []],
  ["a port of another Service", port(30000, false), ["fail port-in-use:30000"]],
  ["ours, and another's as well", port(30000, true, false), ["fail port-in-use:30000"]],
  ["the last port", port(32767), []],
  ["beyond the last", port(32768), ["fail port-out-of-range:32768"]],
  ["below the first", port(8080), ["fail port-out-of-range:8080"]],
  ["below the first, and ours: the cluster has another range", port(8080, true), []],
  ["Services that cannot be listed", { facts: { nodePorts: { error: "forbidden" } } }, ["error ports-unknown"]],
  ["ports of a Docker host are asked for", { settings: { ports: [5432] } }, ["skip ports"]],
  ["no Ingress, and no class", { needs: { ingress: undefined as never }, facts: { ingressClasses: { value: [] } } }, ["skip ingress"]],
  ["a class that is named", { needs: { ingress: { className: "nginx" } } }, []],
  ["an ingress class that is not there", { needs: { ingress: { className: "traefik" } } }, ["fail ingress-class-missing"]],
  ["no default ingress class", { facts: { ingressClasses: { value: [named("nginx")] } } }, ["fail ingress-class-no-default"]],
  [
    "two default ingress classes",
    { facts: { ingressClasses: { value: [named("a", { default: true }), named("b", { default: true })] } } },
    ["fail ingress-class-ambiguous"],
  ],
  ["ingress classes that cannot be listed", { facts: { ingressClasses: { error: "forbidden" } } }, ["error ingress-unknown"]],
];

const refused = { answer: { error: "registry localhost:5001 cannot be reached: ECONNREFUSED" } };
const air = { airGapped: true };
const images: Case[] = [
  ["an image of ours that is not pushed", answers(missing, there), [`fail image-not-pushed:${notes}`]],
  ["an image of theirs that is not there", answers(there, missing), [`fail image-not-pushed:${shop}`]],
  ["a registry that is down", answers(refused, there), ["fail registry-unreachable:localhost:5001"]],
  [
    "two registries that are down",
    answers(refused, refused),
    ["fail registry-unreachable:localhost:5001", "fail registry-unreachable:registry.example"],
  ],
  [
    "one registry that is down, asked twice",
    { facts: { images: [notes, `${notes}2`].map((reference) => ({ reference, registry: "localhost:5001", ...refused })) } },
    ["fail registry-unreachable:localhost:5001"],
  ],
  ["air-gapped, theirs on no node", { ...answers(there, {}), settings: air }, [`fail image-missing:${shop}`]],
  [
    "air-gapped, theirs on the node",
    { facts: { ...answers(there, {}).facts, nodes: { value: [node({ images: [shop] })] } }, settings: air },
    [],
  ],
  [
    "air-gapped, theirs on one node of two",
    { facts: { ...answers(there, {}).facts, nodes: { value: [node({ images: [shop] }), node({ name: "node-2" })] } }, settings: air },
    [`fail image-missing:${shop}`],
  ],
  [
    "air-gapped, nodes unknown",
    { facts: { ...answers(there, {}).facts, nodes: { error: "late" } }, settings: air },
    ["error resources-unknown", "error images-unknown"],
  ],
  [
    "a tag of somebody else",
    { needs: { images: [{ reference: "registry.example/shop:1" }] } },
    ["warn image-not-pinned:registry.example/shop:1"],
  ],
  ["a build folder without Dockerfile", { facts: { unbuildable: ["services/notes"] } }, ["fail image-no-dockerfile:services/notes"]],
];

const accepted: Case[] = [
  [
    "an accepted failure on Kubernetes",
    { ...namespace({ owner: "" }), settings: { accept: ["namespace-taken"] } },
    ["warn namespace-taken"],
  ],
  [
    "an accepted unknown on Kubernetes",
    { facts: { nodes: { error: "forbidden" } }, settings: { accept: ["resources-unknown"] } },
    ["warn resources-unknown"],
  ],
  [
    "one volume of two accepted",
    { facts: claims(1, 1), settings: { accept: ["volume-size-changed:redis-data"] } },
    ["fail volume-size-changed:postgres-data", "warn volume-size-changed:redis-data"],
  ],
];

const buckets: Case[] = bucketCases.map(([name, bucket, found]) => [name, { facts: { bucket } }, found]);

const cases = [...clusters, ...rights, ...capacity, ...volumes, ...network, ...images, ...accepted, ...buckets];

test("every kind of finding on Kubernetes has a case, each case a name of its own", () => {
  const found = new Set(cases.flatMap(([, , expected]) => expected.map((one) => kindOf(one.split(" ")[1] ?? ""))));
  expect(
    checks.kubernetes
      // Those of Vault are in vault.test.ts.
      .filter(({ id }) => id !== "vault")
      .flatMap(idsOf)
      .map(kindOf)
      .filter((kind) => !found.has(kind)),
  ).toEqual([]);
  expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
});

test.each(cases)("%s", (_name, change, expected) => {
  const { findings, counts, verdict } = analyse(cluster(change));
  const told = findings.filter(({ level }) => level !== "pass").map(({ level, id }) => `${level} ${id}`);
  expect([...told].sort()).toEqual([...new Set([...expected, disk])].sort());

  expect(new Set(findings.map(({ check }) => check)).size).toBe(checks.kubernetes.length);
  expect(Object.values(counts).reduce((a: number, b: number) => a + b)).toBe(findings.length);
  const level = (name: string) => expected.some((one) => one.startsWith(`${name} `));
  expect(verdict).toBe(level("fail") || level("error") ? "fail" : level("warn") ? "warn" : "pass");
  for (const { id, level: found, fix, page, check } of findings) {
    expect([found, Boolean(fix && page)]).toEqual([found, found !== "pass" && found !== "skip"]);
    if (page) expect(checks.kubernetes.find((one) => one.id === check)?.kinds).toHaveProperty([kindOf(id)]);
  }
});

test("the way to another size is told: to grow, to shrink", () => {
  const fix = (size: number) => analyse(cluster({ facts: claims(size) })).findings.find(({ check }) => check === "storage")?.fix;
  expect(fix(5120)).toMatch(
    /^grow the claim first, where its class has allowVolumeExpansion \(`kubectl --namespace ballast-prod edit pvc postgres-data`\)/,
  );
  expect(fix(20480)).toBe("configure 20Gi: a claim cannot shrink; a smaller one needs a new stack to which the data is moved");
});

test("what is not ours to push is not told to be pushed by us", () => {
  const fixes = analyse(cluster(answers(missing, missing))).findings.flatMap(({ level, fix }) => (level === "fail" ? [fix] : []));
  expect(fixes).toEqual(["`./ballast images push --stack STACK`", "push it there, or correct the reference"]);
});

test("one id has one form on both platforms", () => {
  expect(new Set(findingIds.map(kindOf)).size).toBe(findingIds.length);
});
