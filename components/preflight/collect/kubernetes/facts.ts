import type { CommonFacts, Known } from "../../facts";

/** What the cluster and the registry said. */
export interface KubernetesFacts extends CommonFacts {
  cluster: Cluster;
  /** What the stack makes, and this user may not. */
  denied: Known<Denied[]>;
  namespace: Known<Namespace>;
  storageClasses: Known<Class[]>;
  /** In the stack's namespace. */
  claims: Known<Claim[]>;
  nodes: Known<Node[]>;
  /** Ports that Services have on the nodes, over all namespaces. */
  nodePorts: Known<NodePort[]>;
  ingressClasses: Known<Class[]>;
  images: ImageFact[];
}

export type Cluster =
  | { state: "answers"; version: string }
  /** `denied`: it answers, and does not know this user. `untrusted`: its certificate, or ours, is not accepted. */
  | { state: "no-context" | "unreachable" | "untrusted" | "denied" | "unknown"; reason: string };

export interface Denied {
  /** As in deployments.apps. */
  resource: string;
  verbs: string[];
}

export interface Namespace {
  /** Absent: there is none yet. */
  found?: {
    /** Label `ballast.stack`; empty for one of somebody else. */
    owner: string;
    terminating: boolean;
    /** Level of Pod Security that is enforced; empty for none. */
    enforce: string;
  };
}

export interface Class {
  name: string;
  default: boolean;
  provisioner: string;
}

/** Size in mebibytes. */
export interface Claim {
  name: string;
  size: number;
}

export interface Node {
  name: string;
  /** Ready, and not closed to pods like the stack's. */
  usable: boolean;
  allocatable: Room;
  /** Promised to pods that are not the stack's. */
  taken: Room;
  /** Which of the references that the stack needs it has already. */
  images: string[];
}

/** Mebibytes, thousandths of a core, and how many pods. */
export interface Room {
  memory: number;
  cpu: number;
  pods: number;
}

export interface NodePort {
  port: number;
  /** As in namespace/name. */
  service: string;
  /** It belongs to the stack. */
  own: boolean;
}

export interface ImageFact {
  reference: string;
  registry: string;
  /** Absent where nobody was asked, because no connection may be made. */
  answer?: Known<"there" | "missing">;
}
