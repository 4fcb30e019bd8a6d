/**
 * PF1, PF2: recorded machines, each with something else about it, and exactly what is found.
 * Does NOT prove: that the facts are seen rightly; test/unit/preflight/collect.test.ts and test/docker/preflight.test.ts prove that.
 */
import { analyse } from "../../../components/preflight/analyse";
import { GiB, MiB, deployed, free, machine, nginx, port, type Change } from "./machine";

/** What is found beside passes: `level id`. */
type Case = [name: string, change: Change, found: string[]];

const gateway = (name: string, owner: string, address = "127.0.0.1") => ({
  containers: { value: [{ name, owner, ports: [{ address, port: 8080 }] }] },
});
const proxy = (address = "127.0.0.1") => ({ address, process: { pid: 900, name: "docker-proxy" } });
const down = (state: "no-client" | "denied" | "unreachable" | "unknown", reason: string) => {
  const error = { error: reason };
  return {
    facts: { engine: { state, reason }, containers: error, networks: error, volumes: error, images: error, disk: error },
  } satisfies Change;
};
const dependent = ["compose-plugin", "resources", "disk", "ports", "network", "images"].map((check) => `skip ${check}`);
const networks = (count: number, size: (index: number) => string) => ({
  networks: { value: Array.from({ length: count }, (_, index) => ({ name: `n${index}`, subnets: [size(index)] })) },
});
const sixteen = (index: number) => (index < 15 ? `172.${17 + index}.0.0/16` : `192.168.${(index - 15) * 16}.0/20`);
const shop = `registry.example/shop@sha256:${"a".repeat(64)}`;

const machines: Case[] = [
  ["the recorded machine", {}, []],
  ["the same without Compose", { facts: { engine: { ...machine().facts.engine, compose: undefined } as never } }, ["skip compose-plugin"]],
  ["an empty stack", { needs: { ports: [], volumes: [], networks: [], images: [] }, facts: { ports: { value: [] } } }, ["skip ports"]],
];

const engines: Case[] = [
  ["no docker command", down("no-client", "spawn docker ENOENT"), ["fail docker-client-missing", ...dependent]],
  [
    "an engine that is down",
    down("unreachable", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."),
    ["fail docker-engine-unreachable", ...dependent],
  ],
  [
    "a socket that is not this user's",
    down("denied", "permission denied while trying to connect to the Docker daemon socket"),
    ["fail docker-access-denied", "skip docker-engine", ...dependent],
  ],
  ["an engine that hangs", down("unknown", "docker info: no answer within 2.5 s"), ["error docker-engine-unknown", ...dependent]],
  ["Docker 20.10.0", { engine: { version: "20.10.0" } }, []],
  ["Docker 20.10-rc", { engine: { version: "20.10.0-rc1" } }, []],
  ["Docker 28", { engine: { version: "28.2.2" } }, []],
  ["Docker 100.0", { engine: { version: "100.0.0" } }, []],
  ["Docker 20.9", { engine: { version: "20.9.9" } }, ["fail docker-engine-too-old"]],
  ["Docker 19.03", { engine: { version: "19.03.15" } }, ["fail docker-engine-too-old"]],
  ["a version that is none", { engine: { version: "dev" } }, ["error docker-engine-unknown"]],
  ["Windows containers", { engine: { os: "windows" } }, ["fail docker-engine-not-linux"]],
  ["a broken Compose plugin", { engine: { compose: { error: "exec format error" } } }, ["warn compose-plugin-broken"]],
];

const memoryAndCpus: Case[] = [
  ["a 4 GB machine as it shows itself", { engine: { memory: 3_900 * MiB } }, []],
  ["exactly nine tenths of 4Gi", { engine: { memory: Math.floor(4 * GiB * 0.9) } }, []],
  ["a byte below", { engine: { memory: Math.floor(4 * GiB * 0.9) - 1 } }, ["fail memory-too-small"]],
  ["2 GB", { engine: { memory: 1_960 * MiB } }, ["fail memory-too-small"]],
  ["16 GB as shown, 16Gi asked", { engine: { memory: 15_611 * MiB }, settings: { memory: "16Gi" } }, []],
  ["14 GB, 16Gi asked", { engine: { memory: 14_000 * MiB }, settings: { memory: "16Gi" } }, ["fail memory-too-small"]],
  ["requests of exactly what there is", { engine: { memory: 8 * GiB }, needs: { memory: { requests: 8192, limits: 8192 } } }, []],
  [
    "requests of a mebibyte more",
    { engine: { memory: 8 * GiB }, needs: { memory: { requests: 8193, limits: 8193 } } },
    ["fail memory-too-small"],
  ],
  [
    "limits of a mebibyte more",
    { engine: { memory: 8 * GiB }, needs: { memory: { requests: 960, limits: 8193 } } },
    ["warn memory-overcommitted"],
  ],
  ["one core", { engine: { cpus: 1 } }, ["fail cpus-too-few"]],
  ["one core, one asked", { engine: { cpus: 1 }, settings: { cpus: 1 } }, []],
  ["requests of 2000m on two cores", { needs: { cpu: { requests: 2000 } } }, []],
  ["requests of 2001m on two cores", { needs: { cpu: { requests: 2001 } } }, ["fail cpus-too-few"]],
  ["too little of both", { engine: { cpus: 1, memory: GiB } }, ["fail memory-too-small", "fail cpus-too-few"]],
];

const disks: Case[] = [
  ["30Gi free", { facts: free(30 * GiB) }, []],
  ["a byte less", { facts: free(30 * GiB - 1) }, ["fail disk-too-small"]],
  ["a huge disk that is nearly full", { facts: { disk: { value: { path: "/data", free: 300 * GiB, total: 10_000 * GiB } } } }, []],
  [
    "volumes larger than 30Gi",
    { facts: free(40 * GiB), needs: { volumes: [{ name: "ballast-dev-a", size: 50 * 1024 }] } },
    ["fail disk-too-small"],
  ],
  ["volumes larger than 1Gi, 1Gi configured", { facts: free(20 * GiB), settings: { disk: "1Gi" } }, ["fail disk-too-small"]],
  ["room for just these volumes", { facts: free(22 * GiB), settings: { disk: "1Gi" } }, []],
  [
    "one volume is there, the others do not fit",
    { facts: { ...free(12 * GiB - 1), volumes: { value: ["ballast-dev-postgres-data"] } }, settings: { disk: "1Gi" } },
    ["fail disk-too-small"],
  ],
  [
    "one volume is there, the others fit",
    { facts: { ...free(12 * GiB), volumes: { value: ["ballast-dev-postgres-data"] } }, settings: { disk: "1Gi" } },
    [],
  ],
  ["deployed, 30Gi free", { facts: { ...free(30 * GiB), volumes: deployed } }, []],
  ["deployed, less", { facts: { ...free(30 * GiB - 1), volumes: deployed } }, ["warn disk-low"]],
  ["deployed, 3Gi free", { facts: { ...free(3 * GiB), volumes: deployed } }, ["warn disk-low"]],
  ["deployed, less than 3Gi", { facts: { ...free(3 * GiB - 1), volumes: deployed } }, ["fail disk-too-small"]],
  ["volumes of another stack", { facts: { ...free(3 * GiB), volumes: { value: ["other-postgres-data"] } } }, ["fail disk-too-small"]],
  [
    "a folder that cannot be seen",
    { facts: { disk: { error: "ENOENT: no such file or directory, statfs '/var/lib/docker'" } } },
    ["error disk-unknown"],
  ],
  ["volumes that cannot be listed", { facts: { volumes: { error: "docker volume ls: no answer within 2.5 s" } } }, ["error disk-unknown"]],
  [
    "an engine elsewhere",
    { facts: { disk: { error: "elsewhere" }, ports: { error: "elsewhere" } } },
    ["error disk-unknown", "error ports-unknown"],
  ],
];

const hostPorts: Case[] = [
  ["a process on the port", { facts: port({ listeners: [nginx] }) }, ["fail port-in-use:8080"]],
  ["a process nobody may look into", { facts: port({ listeners: [{ address: "127.0.0.1" }] }) }, ["fail port-in-use:8080"]],
  ["taken by nobody who is seen", { facts: port({}) }, ["fail port-in-use:8080"]],
  ["a container of somebody else", { facts: { ...port({ listeners: [proxy()] }), ...gateway("web", "") } }, ["fail port-in-use:8080"]],
  [
    "a container of another stack",
    { facts: { ...port({ listeners: [proxy()] }), ...gateway("ballast-test-gateway", "ballast-test") } },
    ["fail port-in-use:8080"],
  ],
  [
    "our own container, and its proxy",
    { facts: { ...port({ listeners: [proxy()] }), ...gateway("ballast-dev-gateway", "ballast-dev") } },
    [],
  ],
  ["our own container, its proxy unseen", { facts: { ...port({}), ...gateway("ballast-dev-gateway", "ballast-dev") } }, []],
  [
    "our own container on every address",
    { facts: { ...port({ listeners: [proxy("0.0.0.0")] }), ...gateway("ballast-dev-gateway", "ballast-dev", "0.0.0.0") } },
    [],
  ],
  [
    "our own on loopback, a stranger on another address",
    {
      needs: { ports: [{ service: "gateway", address: "0.0.0.0", port: 8080 }] },
      facts: {
        ...port({ address: "0.0.0.0", listeners: [proxy(), { ...nginx, address: "10.0.0.5" }] }),
        ...gateway("ballast-dev-gateway", "ballast-dev"),
      },
    },
    ["fail port-in-use:8080"],
  ],
  ["another address of the same port", { facts: { ...port({ bind: "free", listeners: [{ ...nginx, address: "10.0.0.5" }] }) } }, []],
  ["an IPv6 socket that leaves IPv4 alone", { facts: port({ bind: "free", listeners: [{ ...nginx, address: "::" }] }) }, []],
  ["an address that is not here", { facts: port({ bind: "EADDRNOTAVAIL" }) }, ["fail port-address-missing:8080"]],
  [
    "a low port, asked by a plain user of an engine with root",
    {
      needs: { ports: [{ service: "gateway", address: "0.0.0.0", port: 80 }] },
      facts: port({ address: "0.0.0.0", port: 80, bind: "EACCES" }),
    },
    [],
  ],
  [
    "the same, taken",
    {
      needs: { ports: [{ service: "gateway", address: "0.0.0.0", port: 80 }] },
      facts: port({ address: "0.0.0.0", port: 80, bind: "EACCES", listeners: [nginx] }),
    },
    ["fail port-in-use:80"],
  ],
  [
    "a low port, an engine without root",
    {
      engine: { lowestPort: 1024 },
      needs: { ports: [{ service: "gateway", address: "0.0.0.0", port: 80 }] },
      facts: port({ address: "0.0.0.0", port: 80, bind: "free" }),
    },
    ["fail port-forbidden:80"],
  ],
  [
    "port 1024, an engine without root",
    {
      engine: { lowestPort: 1024 },
      needs: { ports: [{ service: "gateway", address: "0.0.0.0", port: 1024 }] },
      facts: port({ address: "0.0.0.0", port: 1024, bind: "free" }),
    },
    [],
  ],
  [
    "the limit lowered to 80",
    {
      engine: { lowestPort: 80 },
      needs: { ports: [{ service: "gateway", address: "0.0.0.0", port: 80 }] },
      facts: port({ address: "0.0.0.0", port: 80, bind: "free" }),
    },
    [],
  ],
  ["an error that says nothing", { facts: port({ bind: "EPERM" }) }, ["error ports-unknown"]],
  ["a port nobody looked at", { facts: { ports: { value: [] } } }, ["error ports-unknown"]],
  [
    "one more port, taken",
    {
      settings: { ports: [5432] },
      facts: {
        ports: {
          value: [
            { address: "127.0.0.1", port: 8080, bind: "free", listeners: [] },
            {
              address: "0.0.0.0",
              port: 5432,
              bind: "EADDRINUSE",
              listeners: [{ address: "127.0.0.1", process: { pid: 7, name: "postgres" } }],
            },
          ],
        },
      },
    },
    ["fail port-in-use:5432"],
  ],
  ["one more port that the stack publishes anyway", { settings: { ports: [8080] } }, []],
  [
    "two ports, both taken",
    {
      settings: { ports: [5432] },
      facts: {
        ports: {
          value: [
            { address: "127.0.0.1", port: 8080, bind: "EADDRINUSE", listeners: [nginx] },
            { address: "0.0.0.0", port: 5432, bind: "EADDRINUSE", listeners: [nginx] },
          ],
        },
      },
    },
    ["fail port-in-use:8080", "fail port-in-use:5432"],
  ],
  ["containers that cannot be listed", { facts: { containers: { error: "docker ps: no answer within 2.5 s" } } }, ["error ports-unknown"]],
];

const dockerNetworks: Case[] = [
  ["no bridge driver", { engine: { networkDrivers: ["host", "null"] } }, ["fail network-bridge-missing"]],
  ["forwarding turned off", { engine: { forwarding: false } }, ["warn network-forwarding-off"]],
  ["25 of 31 ranges taken, six wanted", { facts: networks(25, sixteen) }, []],
  ["26 of 31 ranges taken, six wanted", { facts: networks(26, sixteen) }, ["fail network-ranges-exhausted"]],
  [
    "all taken, by our own networks among others",
    {
      facts: {
        networks: {
          value: [
            ...networks(25, sixteen).networks.value,
            ...machine().needs.networks.map((name, index) => ({ name, subnets: [sixteen(25 + index)] })),
          ],
        },
      },
    },
    [],
  ],
  ["31 networks of ranges beyond the pools", { facts: networks(31, (index) => `10.${index}.0.0/16`) }, []],
  [
    "one small network in each of 26 ranges",
    { facts: networks(26, (index) => sixteen(index).replace(/\/\d+$/, "/28")) },
    ["fail network-ranges-exhausted"],
  ],
  ["a pool of four", { engine: { addressPools: [{ base: "10.200.0.0/22", size: 24 }] } }, ["fail network-ranges-exhausted"]],
  ["a pool of 256", { engine: { addressPools: [{ base: "10.200.0.0/16", size: 24 }] } }, []],
  ["networks that cannot be listed", { facts: { networks: { error: "docker network ls: it said nothing" } } }, ["error network-unknown"]],
  [
    "a registry that answers",
    { needs: { images: [{ reference: shop }] }, facts: { registries: { value: [{ host: "registry.example" }] } } },
    [],
  ],
  [
    "a registry that does not",
    { needs: { images: [{ reference: shop }] }, facts: { registries: { value: [{ host: "registry.example", error: "ENOTFOUND" }] } } },
    ["fail registry-unreachable:registry.example"],
  ],
];

const others: Case[] = [
  [
    "a project that cannot be written",
    { facts: { folders: [{ name: "project", path: "/srv", error: "EROFS" }] } },
    ["fail folder-not-writable:project"],
  ],
  [
    "two folders that cannot be written",
    {
      facts: {
        folders: [
          { name: "state", path: "/s", error: "EACCES" },
          { name: "report", path: "/r", error: "EACCES" },
        ],
      },
    },
    ["fail folder-not-writable:state", "fail folder-not-writable:report"],
  ],
  ["air-gapped, everything there", { settings: { airGapped: true } }, []],
  [
    "air-gapped, no base image",
    { settings: { airGapped: true }, facts: { images: { value: [] } } },
    ["fail image-missing:debian:trixie-slim"],
  ],
  [
    "air-gapped, an image missing",
    { settings: { airGapped: true }, needs: { images: [{ reference: shop }] } },
    [`fail image-missing:${shop}`],
  ],
  ["a missing image that can be pulled", { needs: { images: [{ reference: shop }] } }, []],
  [
    "a tag",
    { needs: { images: [{ reference: "shop:1" }] }, facts: { images: { value: ["debian:trixie-slim", "shop:1"] } } },
    ["warn image-not-pinned:shop:1"],
  ],
  ["a folder without Dockerfile", { facts: { unbuildable: ["services/notes"] } }, ["fail image-no-dockerfile:services/notes"]],
  [
    "images that cannot be listed",
    { facts: { images: { error: "docker image inspect: context deadline exceeded" } } },
    ["error images-unknown"],
  ],
  [
    "five faults at once",
    {
      engine: { memory: GiB, lowestPort: 1024 },
      settings: { ports: [81] },
      facts: {
        ...free(GiB),
        ports: {
          value: [
            { address: "127.0.0.1", port: 8080, bind: "EADDRINUSE", listeners: [nginx] },
            { address: "0.0.0.0", port: 81, bind: "free", listeners: [] },
          ],
        },
        folders: [{ name: "report", path: "/r", error: "EROFS" }],
      },
    },
    ["fail folder-not-writable:report", "fail memory-too-small", "fail disk-too-small", "fail port-in-use:8080", "fail port-forbidden:81"],
  ],
];

const accepted: Case[] = [
  ["an accepted failure", { facts: free(GiB), settings: { accept: ["disk-too-small"] } }, ["warn disk-too-small"]],
  ["an accepted unknown", { facts: { disk: { error: "elsewhere" } }, settings: { accept: ["disk-unknown"] } }, ["warn disk-unknown"]],
  [
    "one port of two accepted",
    {
      settings: { ports: [5432], accept: ["port-in-use:8080"] },
      facts: {
        ports: {
          value: [
            { address: "127.0.0.1", port: 8080, bind: "EADDRINUSE", listeners: [nginx] },
            { address: "0.0.0.0", port: 5432, bind: "EADDRINUSE", listeners: [nginx] },
          ],
        },
      },
    },
    ["warn port-in-use:8080", "fail port-in-use:5432"],
  ],
  [
    "a kind without its port accepts nothing",
    { facts: port({ listeners: [nginx] }), settings: { accept: ["port-in-use"] } },
    ["fail port-in-use:8080"],
  ],
  ["an accepted id that is not found", { settings: { accept: ["disk-too-small"] } }, []],
  [
    "an accepted warning stays one",
    { engine: { forwarding: false }, settings: { accept: ["network-forwarding-off"] } },
    ["warn network-forwarding-off"],
  ],
];

const cases = [...machines, ...engines, ...memoryAndCpus, ...disks, ...hostPorts, ...dockerNetworks, ...others, ...accepted];

test("there are at least sixty machines, each with a name of its own", () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
});

test.each(cases)("%s", (_name, change, expected) => {
  const input = machine(change);
  const { findings, counts, verdict, accepted: taken } = analyse(input);
  expect(findings.filter(({ level }) => level !== "pass").map(({ level, id }) => `${level} ${id}`)).toEqual(expected);

  // Every check says something, the counters add up, and nothing that blocks is called a pass.
  expect(new Set(findings.map(({ check }) => check)).size).toBe(9);
  expect(Object.values(counts).reduce((a: number, b: number) => a + b)).toBe(findings.length);
  const level = (name: string) => expected.some((one) => one.startsWith(`${name} `));
  expect(verdict).toBe(level("fail") || level("error") ? "fail" : level("warn") ? "warn" : "pass");
  expect(taken).toEqual(findings.filter((finding) => finding.accepted).map(({ id }) => id));
  for (const { level: found, fix, page } of findings)
    expect([found, Boolean(fix && page)]).toEqual([found, found !== "pass" && found !== "skip"]);
});

test("what was accepted is told, a failure and not a warning", () => {
  expect(analyse(machine({ facts: free(GiB), settings: { accept: ["disk-too-small"] } })).accepted).toEqual(["disk-too-small"]);
  expect(analyse(machine({ engine: { forwarding: false }, settings: { accept: ["network-forwarding-off"] } })).accepted).toEqual([]);
});

test("the holder of a port is named: container, process, or that nobody may know", () => {
  const found = (change: Change) => analyse(machine(change)).findings.find(({ check }) => check === "ports")?.found;
  expect(found({ facts: port({ listeners: [nginx] }) })).toBe("nginx (process 4711)");
  expect(found({ facts: { ...port({ listeners: [proxy()] }), ...gateway("web", "") } })).toBe("container web");
  expect(found({ facts: port({ listeners: [{ address: "127.0.0.1" }] }) })).toBe("a process of another user");
  expect(found({ facts: port({}) })).toBe("taken by a process that cannot be seen");
});
