import type { CommonFacts, Known } from "../../facts";

/** What was seen on the machine and in its engine. */
export interface DockerFacts extends CommonFacts {
  engine: Engine;
  /** Running containers of every stack that publish a port. */
  containers: Known<Container[]>;
  networks: Known<Network[]>;
  /** Names of the volumes this stack owns already. */
  volumes: Known<string[]>;
  /** Which of the references the stack needs are in the engine. */
  images: Known<string[]>;
  disk: Known<Disk>;
  ports: Known<PortFact[]>;
  /** Registries that a missing image has to come from; empty where nothing has to be pulled. */
  registries: Known<Registry[]>;
}

export type Engine =
  | ({ state: "answers" } & EngineFacts)
  /** `denied`: it may be running, and does not let this user in. `unknown`: it did not answer in time, or not in a way that is understood. */
  | { state: "no-client" | "denied" | "unreachable" | "unknown"; reason: string };

export interface EngineFacts {
  version: string;
  /** Kernel its containers run on. */
  os: string;
  /** The folder it keeps its data in, on its own machine. */
  rootDir: string;
  cpus: number;
  /** Bytes. */
  memory: number;
  /** Runs on another machine than this program. */
  elsewhere: boolean;
  /** Lowest port it may bind; above 1 only where it runs without root. */
  lowestPort: number;
  networkDrivers: string[];
  /** Ranges that it takes networks from, and the prefix length of each. */
  addressPools: { base: string; size: number }[];
  forwarding: boolean;
  /** Pulls through a proxy or a mirror. */
  indirect: boolean;
  /** Absent where the plugin is not installed. */
  compose?: { version: string } | { error: string };
}

export interface Container {
  name: string;
  /** Label `ballast.stack`; empty for one of somebody else. */
  owner: string;
  ports: { address: string; port: number }[];
}

export interface Network {
  name: string;
  /** IPv4, as in 172.18.0.0/16. */
  subnets: string[];
}

/** Bytes. */
export interface Disk {
  path: string;
  free: number;
  total: number;
}

export interface PortFact {
  address: string;
  port: number;
  /** What trying to bind said: `free`, or the system's error code. */
  bind: string;
  /** Those who listen on this port at any address. */
  listeners: Listener[];
}

export interface Listener {
  address: string;
  /** Absent when it belongs to another user. */
  process?: { pid: number; name: string };
}

export interface Registry {
  host: string;
  /** Absent when a connection was made. */
  error?: string;
}
