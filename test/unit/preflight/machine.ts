import type { DockerNeeds } from "../../../components/platform/needs";
import type { BucketFacts } from "../../../components/preflight/bucket";
import type { DockerInput } from "../../../components/preflight/check";
import type { DockerFacts, EngineFacts, PortFact } from "../../../components/preflight/collect/docker/facts";
import { defaultPools } from "../../../components/preflight/collect/docker/ranges";
import type { Settings } from "../../../components/preflight/settings";

/** Bytes. */
export const GiB = 2 ** 30;
export const MiB = 2 ** 20;

/** As recorded from a machine of 2 cores and 24 GB with Docker 20.10 on Debian, before the dev stack was there. */
const engine: { state: "answers" } & EngineFacts = {
  state: "answers",
  version: "20.10.24+dfsg1",
  os: "linux",
  rootDir: "/var/lib/docker",
  cpus: 2,
  memory: 25_276_514_304,
  elsewhere: false,
  lowestPort: 1,
  networkDrivers: ["bridge", "host", "ipvlan", "macvlan", "null", "overlay"],
  addressPools: defaultPools,
  forwarding: true,
  indirect: false,
  compose: { version: "2.26.1" },
};

export const healthyBucket: BucketFacts = {
  name: "shop-backups at s3.example.com:443",
  state: "answers",
  skew: -1,
  versioned: true,
  locked: false,
  forbidden: [],
};

const facts: DockerFacts = {
  engine,
  containers: { value: [] },
  networks: {
    value: [
      { name: "bridge", subnets: ["172.17.0.0/16"] },
      { name: "host", subnets: [] },
      { name: "none", subnets: [] },
    ],
  },
  volumes: { value: [] },
  images: { value: ["debian:trixie-slim"] },
  unbuildable: [],
  disk: { value: { path: "/var/lib/docker", free: 75 * GiB, total: 252 * GiB } },
  ports: { value: [{ address: "127.0.0.1", port: 8080, bind: "free", listeners: [] }] },
  folders: [
    { name: "project", path: "/srv/ballast" },
    { name: "state", path: "/home/ops/.local/share/ballast/state" },
    { name: "report", path: "/home/ops/.local/share/ballast/preflight" },
  ],
  registries: { value: [] },
  bucket: healthyBucket,
  vault: { value: { address: "https://vault.example:8200", secret: "secret/ballast, version 1", state: "readable" } },
};

/** The dev stack's. */
const needs: DockerNeeds = {
  platform: "docker",
  owner: "ballast-dev",
  ports: [{ service: "gateway", address: "127.0.0.1", port: 8080 }],
  memory: { requests: 960, limits: 3456 },
  cpu: { requests: 800 },
  volumes: [
    { name: "ballast-dev-postgres-data", size: 10240 },
    { name: "ballast-dev-postgres-repository", size: 10240 },
    { name: "ballast-dev-redis-data", size: 2048 },
  ],
  networks: ["postgres", "redis", "notes", "counter", "gateway", "edge"].map((name) => `ballast-dev-${name}`),
  images: [{ build: "images/postgres" }, { build: "images/redis" }, { build: "images/gateway" }, { build: "services/notes" }],
  base: "debian:trixie-slim",
};

const settings: Settings = { disk: "30Gi", memory: "4Gi", cpus: 2, ports: [], airGapped: false, accept: [] };

export interface Change {
  facts?: Partial<DockerFacts>;
  engine?: Partial<EngineFacts>;
  needs?: Partial<DockerNeeds>;
  settings?: Partial<Settings>;
}

/** The recorded machine, with something else about it. */
export function machine(change: Change = {}): DockerInput {
  return {
    facts: { ...facts, engine: { ...engine, ...change.engine }, ...change.facts },
    needs: { ...needs, ...change.needs },
    settings: { ...settings, ...change.settings },
  };
}

export const free = (bytes: number): Partial<DockerFacts> => ({
  disk: { value: { path: "/var/lib/docker", free: bytes, total: 252 * GiB } },
});

export const port = (fact: Partial<PortFact>): Partial<DockerFacts> => ({
  ports: { value: [{ address: "127.0.0.1", port: 8080, bind: "EADDRINUSE", listeners: [], ...fact }] },
});

export const nginx = { address: "0.0.0.0", process: { pid: 4711, name: "nginx" } };

export const deployed = { value: needs.volumes.map(({ name }) => name) };
