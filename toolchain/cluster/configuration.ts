import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Layout } from "./layout";
import { cniPrograms } from "./packages";
import { registry, settings } from "./settings";

export const pauseImage = "ballast.local/pause:1";

/** Files that the parts read when they start, by their path below `config`. */
export function configurationOf(layout: Layout): Record<string, string> {
  return {
    "containerd.toml": containerd(layout),
    "cni/10-pods.conflist": JSON.stringify(network),
    "registries/localhost:5001/hosts.toml": `server = "http://${registry}"\n`,
    "kubelet.json": JSON.stringify(kubelet(layout)),
    "registry.json": JSON.stringify(imageRegistry(layout)),
    "admission.json": JSON.stringify(admission),
    Corefile: corefile(layout),
  };
}

export function writeConfiguration(layout: Layout): void {
  for (const [name, text] of Object.entries(configurationOf(layout))) {
    const file = join(layout.config, name);
    mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
  }
}

/** `restrict_oom_score_adj`: a machine inside a sandbox may not lower the score, and starts no pod without it. */
const containerd = ({ containerd: folder, config, socket }: Layout): string => `version = 2
root = "${folder}/root"
state = "${folder}/state"
[grpc]
  address = "${socket}"
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "${pauseImage}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${cniPrograms}"
    conf_dir = "${config}/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${config}/registries"
`;

/** `firewall` lets the pods' packets pass where Docker has closed the forward chain. */
const network = {
  cniVersion: "0.4.0",
  name: "pods",
  plugins: [
    {
      type: "bridge",
      bridge: settings.bridge,
      isGateway: true,
      ipMasq: true,
      hairpinMode: true,
      ipam: {
        type: "host-local",
        ranges: [[{ subnet: settings.podRange, gateway: settings.nodeAddress }]],
        routes: [{ dst: "0.0.0.0/0" }],
      },
    },
    { type: "portmap", capabilities: { portMappings: true } },
    { type: "firewall", backend: "iptables" },
  ],
};

/** Pods that ask for memory are ended before the node has none left. A resolver of this machine alone is not one for pods. */
const kubelet = ({ pki, socket, logs }: Layout) => ({
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  address: settings.nodeAddress,
  healthzBindAddress: "127.0.0.1",
  cgroupDriver: "cgroupfs",
  failSwapOn: false,
  failCgroupV1: false,
  authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: `${pki}/ca.crt` } },
  authorization: { mode: "Webhook" },
  tlsCertFile: `${pki}/kubelet-server.crt`,
  tlsPrivateKeyFile: `${pki}/kubelet-server.key`,
  podLogsDir: `${logs}/pods`,
  containerRuntimeEndpoint: `unix://${socket}`,
  clusterDomain: settings.domain,
  clusterDNS: [settings.dnsService],
  resolvConf: existsSync("/run/systemd/resolve/resolv.conf") ? "/run/systemd/resolve/resolv.conf" : "/etc/resolv.conf",
  // Off. The disk is the machine's, and mostly full of other things: to make room on it, the image that every pod starts with would be removed.
  imageGCHighThresholdPercent: 100,
  evictionHard: { "memory.available": "100Mi", "nodefs.available": "2%", "imagefs.available": "2%" },
  // Certificates that a pod mounts are to arrive while a test waits.
  syncFrequency: "10s",
});

const imageRegistry = ({ registry: folder }: Layout) => ({
  version: 0.1,
  storage: { filesystem: { rootdirectory: folder }, delete: { enabled: true } },
  http: { addr: `127.0.0.1:${settings.registryPort}` },
  log: { level: "warn", accesslog: { disabled: true } },
});

const corefile = ({ pki }: Layout): string => `.:53 {
  bind ${settings.nodeAddress}
  errors
  ready 127.0.0.1:18181
  kubernetes ${settings.domain} in-addr.arpa ip6.arpa {
    kubeconfig ${pki}/coredns.kubeconfig
  }
  forward . /etc/resolv.conf
  cache 30
  loop
}
`;

/** Pods of a namespace that says nothing are held to the `baseline` of Pod Security. */
const admission = {
  apiVersion: "apiserver.config.k8s.io/v1",
  kind: "AdmissionConfiguration",
  plugins: [
    {
      name: "PodSecurity",
      configuration: {
        apiVersion: "pod-security.admission.config.k8s.io/v1",
        kind: "PodSecurityConfiguration",
        defaults: { enforce: "baseline", "enforce-version": "latest", warn: "restricted", "warn-version": "latest" },
        exemptions: { namespaces: ["kube-system"] },
      },
    },
  ],
};
