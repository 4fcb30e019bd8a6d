import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newAuthority, newSigningKeys, type Identity, type Pair } from "./authority";
import { kubeconfigOf } from "./kubeconfig";
import type { Layout } from "./layout";
import { apiServer, settings } from "./settings";
import { users } from "./users";

const node = `system:node:${settings.name}`;

/** Who the parts are to the API server; a part that asks nothing of it is not here. */
const clients: Record<string, Identity> = {
  admin: { name: "ballast-admin", group: "system:masters" },
  "kube-controller-manager": { name: "system:kube-controller-manager" },
  "kube-scheduler": { name: "system:kube-scheduler" },
  "kube-proxy": { name: "system:kube-proxy" },
  kubelet: { name: node, group: "system:nodes" },
  coredns: { name: users.names },
  provisioner: { name: users.storage },
  "metrics-server": { name: users.metrics },
  "kube-router": { name: users.networkPolicies },
};

const servers: Record<string, Identity> = {
  "api-server": {
    name: "kube-apiserver",
    hosts: [
      settings.nodeAddress,
      settings.apiService,
      "kubernetes",
      "kubernetes.default",
      "kubernetes.default.svc",
      `kubernetes.default.svc.${settings.domain}`,
    ],
  },
  "kubelet-server": { name: node, hosts: [settings.nodeAddress] },
  "metrics-server": { name: "metrics-server", hosts: ["metrics-server.kube-system.svc"] },
};

/** Made once, complete or not at all. Three authorities, as kubeadm has: one may not speak as the front proxy or to etcd with the certificates of another. */
export async function ensureCredentials({ pki }: Layout): Promise<void> {
  if (existsSync(pki)) return;
  const unfinished = `${pki}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string) => writeFileSync(join(unfinished, name), text, { mode: 0o600 });
  const writePair = (name: string, { certificate, key }: Pair) => {
    write(`${name}.crt`, certificate);
    write(`${name}.key`, key);
  };

  const [cluster, frontProxy, etcd] = await Promise.all(
    ["kubernetes", "front-proxy", "etcd"].map((name) => newAuthority(`ballast ${name}`)),
  );
  write("ca.crt", cluster!.certificate);
  write("front-proxy-ca.crt", frontProxy!.certificate);
  write("etcd-ca.crt", etcd!.certificate);
  for (const [name, identity] of Object.entries(clients)) {
    write(
      `${name}.kubeconfig`,
      JSON.stringify(kubeconfigOf(settings.name, apiServer, cluster!.certificate, await cluster!.issue(identity))),
    );
  }
  for (const [name, identity] of Object.entries(servers)) writePair(name, await cluster!.issue(identity));
  writePair("kubelet-client", await cluster!.issue({ name: users.apiServer }));
  writePair("front-proxy", await frontProxy!.issue({ name: "front-proxy-client" }));
  writePair("etcd", await etcd!.issue({ name: "etcd", hosts: ["127.0.0.1"] }));
  // Skipper knows no client certificates.
  const token = randomBytes(32).toString("base64url");
  write("ingress.token", token);
  write("tokens.csv", `${token},${users.ingress},${users.ingress}\n`);
  const tokens = await newSigningKeys();
  write("service-accounts.pub", tokens.publicKey);
  write("service-accounts.key", tokens.privateKey);
  renameSync(unfinished, pki);
}
