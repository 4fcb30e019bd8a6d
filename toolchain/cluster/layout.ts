import { join } from "node:path";

/** Folders and files of the local cluster. All hold credentials or data: only root reads them. */
export interface Layout {
  root: string;
  /** Certificates, keys and kubeconfigs of the parts. */
  pki: string;
  config: string;
  logs: string;
  /** Process id and start time of each running part. */
  processes: string;
  etcd: string;
  containerd: string;
  kubelet: string;
  /** Volumes of the default storage class. */
  volumes: string;
  registry: string;
  socket: string;
  adminKubeconfig: string;
}

export function layoutOf(cache: string): Layout {
  const root = join(cache, "cluster");
  const folder = (name: string) => join(root, name);
  return {
    root,
    pki: folder("pki"),
    config: folder("config"),
    logs: folder("logs"),
    processes: folder("processes"),
    etcd: folder("etcd"),
    containerd: folder("containerd"),
    kubelet: folder("kubelet"),
    volumes: folder("volumes"),
    registry: folder("registry"),
    socket: join(root, "containerd.sock"),
    adminKubeconfig: join(root, "pki", "admin.kubeconfig"),
  };
}
