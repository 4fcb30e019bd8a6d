import { join } from "node:path";
import type { Daemon } from "./daemon";
import { flags } from "./flags";
import type { Layout } from "./layout";
import type { Programs } from "./programs";
import { settings } from "./settings";

/** What Kubernetes itself consists of, and the registry, in the order of their start. */
export function nodeDaemons(layout: Layout, programs: Programs): Daemon[] {
  const { pki, config } = layout;
  const kubeconfig = (name: string) => ({ kubeconfig: join(pki, `${name}.kubeconfig`) });
  const daemon = (name: keyof Programs, values: Record<string, string>): Daemon => ({ name, program: programs[name], args: flags(values) });
  return [
    daemon("etcd", etcd(layout)),
    { name: "containerd", program: programs.containerd, args: ["--config", join(config, "containerd.toml")] },
    { name: "registry", program: programs.registry, args: ["serve", join(config, "registry.json")] },
    daemon("kube-apiserver", apiServer(layout)),
    daemon("kube-controller-manager", {
      ...kubeconfig("kube-controller-manager"),
      "bind-address": "127.0.0.1",
      "leader-elect": "false",
      "root-ca-file": join(pki, "ca.crt"),
      "service-account-private-key-file": join(pki, "service-accounts.key"),
      "use-service-account-credentials": "true",
      "authorization-always-allow-paths": "/healthz",
    }),
    daemon("kube-scheduler", { ...kubeconfig("kube-scheduler"), "bind-address": "127.0.0.1", "leader-elect": "false" }),
    daemon("kubelet", {
      ...kubeconfig("kubelet"),
      config: join(config, "kubelet.json"),
      "hostname-override": settings.name,
      "node-ip": settings.nodeAddress,
      "root-dir": layout.kubelet,
    }),
    daemon("kube-proxy", {
      ...kubeconfig("kube-proxy"),
      "proxy-mode": "iptables",
      // A Service answers as soon as its pods do, instead of a second later.
      "iptables-min-sync-period": "0s",
      "cluster-cidr": settings.podRange,
      "hostname-override": settings.name,
      "healthz-bind-address": "127.0.0.1:10256",
      "metrics-bind-address": "127.0.0.1:10249",
      // Node ports answer on loopback, and on the node's own address: nowhere that another machine reaches.
      "nodeport-addresses": `127.0.0.0/8,${settings.podRange}`,
      // The kernel's own value: a machine inside a sandbox may not change it.
      "conntrack-max-per-core": "0",
      "conntrack-min": "0",
    }),
  ];
}

const etcd = ({ pki, etcd: data }: Layout): Record<string, string> => {
  const client = `https://127.0.0.1:${settings.etcdPort}`;
  const peer = `https://127.0.0.1:${settings.etcdPeerPort}`;
  const certificates = (prefix: string) => ({
    [`${prefix}client-cert-auth`]: "true",
    [`${prefix}trusted-ca-file`]: join(pki, "etcd-ca.crt"),
    [`${prefix}cert-file`]: join(pki, "etcd.crt"),
    [`${prefix}key-file`]: join(pki, "etcd.key"),
  });
  return {
    "data-dir": data,
    "listen-client-urls": client,
    "advertise-client-urls": client,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `default=${peer}`,
    ...certificates(""),
    ...certificates("peer-"),
  };
};

const apiServer = ({ pki, config }: Layout): Record<string, string> => {
  const file = (name: string) => join(pki, name);
  return {
    "bind-address": settings.nodeAddress,
    "advertise-address": settings.nodeAddress,
    "secure-port": String(settings.apiPort),
    "tls-cert-file": file("api-server.crt"),
    "tls-private-key-file": file("api-server.key"),
    "client-ca-file": file("ca.crt"),
    "token-auth-file": file("tokens.csv"),
    "authorization-mode": "Node,RBAC",
    "enable-admission-plugins": "NodeRestriction",
    "admission-control-config-file": join(config, "admission.json"),
    "allow-privileged": "true",
    "service-cluster-ip-range": settings.serviceRange,
    "service-account-issuer": `https://kubernetes.default.svc.${settings.domain}`,
    "service-account-key-file": file("service-accounts.pub"),
    "service-account-signing-key-file": file("service-accounts.key"),
    "etcd-servers": `https://127.0.0.1:${settings.etcdPort}`,
    "etcd-cafile": file("etcd-ca.crt"),
    "etcd-certfile": file("etcd.crt"),
    "etcd-keyfile": file("etcd.key"),
    "kubelet-certificate-authority": file("ca.crt"),
    "kubelet-client-certificate": file("kubelet-client.crt"),
    "kubelet-client-key": file("kubelet-client.key"),
    "kubelet-preferred-address-types": "InternalIP",
    "requestheader-client-ca-file": file("front-proxy-ca.crt"),
    "requestheader-allowed-names": "front-proxy-client",
    "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    "requestheader-group-headers": "X-Remote-Group",
    "requestheader-username-headers": "X-Remote-User",
    "proxy-client-cert-file": file("front-proxy.crt"),
    "proxy-client-key-file": file("front-proxy.key"),
    "enable-aggregator-routing": "true",
  };
};
