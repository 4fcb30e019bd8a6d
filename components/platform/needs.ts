import type { Image } from "./workload";

/** What the rendered stack asks of the place it runs on: plain data, known before anything exists. */
export type Needs = DockerNeeds | KubernetesNeeds;

interface CommonNeeds {
  /** Label `ballast.stack` of everything the stack owns. */
  owner: string;
  /** Mebibytes, over all that runs for long; jobs come and go. */
  memory: { requests: number; limits: number };
  /** Thousandths of a core, over all that runs for long. */
  cpu: { requests: number };
  /** Space that outlives the containers. Size in mebibytes. */
  volumes: { name: string; size: number }[];
}

export interface DockerNeeds extends CommonNeeds {
  platform: "docker";
  /** TCP ports of the host. */
  ports: PublishedPort[];
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

export interface KubernetesNeeds extends CommonNeeds {
  platform: "kubernetes";
  /** Of the kubeconfig. */
  context: string;
  namespace: string;
  /** Absent: the cluster's default class. */
  storageClass?: string;
  /** Present where names are answered by an ingress; without a class name, by the cluster's default one. */
  ingress?: { className?: string };
  nodePorts: { service: string; port: number }[];
  /** One for each replica that runs for long: what has to fit on a node. Mebibytes, and thousandths of a core. */
  pods: { service: string; memory: number; cpu: number }[];
  images: ClusterImage[];
  /** Whatever it makes, in the words of the API. */
  kinds: ApiKind[];
}

/** An image as the cluster pulls it. */
export interface ClusterImage {
  /** With a tag or a digest. */
  reference: string;
  /** What it is built from, where it is ours: `ballast images push` builds it. */
  build?: { folder: string; args: Record<string, string> };
}

export interface ApiKind {
  /** Empty for the core group. */
  group: string;
  /** Plural. */
  resource: string;
  namespaced: boolean;
}
