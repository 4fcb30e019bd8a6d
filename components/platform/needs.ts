import type { Image } from "./workload";

/** What the rendered stack asks of the place it runs on: plain data, known before anything exists. */
export interface Needs {
  platform: "docker";
  /** Label `ballast.stack` of everything the stack owns. */
  owner: string;
  /** TCP ports of the host. */
  ports: PublishedPort[];
  /** Mebibytes, over all that runs for long; jobs come and go. */
  memory: { requests: number; limits: number };
  /** Thousandths of a core, over all that runs for long. */
  cpu: { requests: number };
  /** Space that outlives the containers. Size in mebibytes. */
  volumes: { name: string; size: number }[];
  /** Names of the networks, each of which takes a range of addresses. */
  networks: string[];
  images: Image[];
  /** Reference of the image that every built one starts from. */
  base: string;
}

export interface PublishedPort {
  service: string;
  /** IPv4 address of the host. */
  address: string;
  port: number;
}
