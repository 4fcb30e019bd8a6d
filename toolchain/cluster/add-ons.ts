import { join } from "node:path";
import type { Daemon } from "./daemon";
import { flags } from "./flags";
import type { Layout } from "./layout";
import type { Programs } from "./programs";
import { apiServer, settings, storageProvisioner } from "./settings";

/**
 * What is a pod elsewhere. Here they are processes beside the node's own: there is no image of them to be had, and a cluster of one node gains
 * nothing from scheduling them.
 */
export function addOnDaemons(layout: Layout, programs: Programs): Daemon[] {
  const { pki, config } = layout;
  const file = (name: string) => join(pki, name);
  return [
    {
      name: "kube-router",
      program: programs.networkPolicies,
      args: flags({
        kubeconfig: file("kube-router.kubeconfig"),
        "hostname-override": settings.name,
        "run-firewall": "true",
        "run-router": "false",
        "run-service-proxy": "false",
        "enable-cni": "false",
        "service-cluster-ip-range": settings.serviceRange,
        "health-port": "0",
      }),
    },
    { name: "coredns", program: programs.coredns, args: ["-conf", join(config, "Corefile")] },
    {
      name: "provisioner",
      program: programs.provisioner,
      args: flags({ kubeconfig: file("provisioner.kubeconfig"), name: storageProvisioner, folder: layout.volumes }),
    },
    {
      name: "metrics-server",
      program: programs.metricsServer,
      args: flags({
        kubeconfig: file("metrics-server.kubeconfig"),
        "authentication-kubeconfig": file("metrics-server.kubeconfig"),
        "authorization-kubeconfig": file("metrics-server.kubeconfig"),
        "bind-address": settings.nodeAddress,
        "secure-port": String(settings.metricsPort),
        "tls-cert-file": file("metrics-server.crt"),
        "tls-private-key-file": file("metrics-server.key"),
        "kubelet-certificate-authority": file("ca.crt"),
        "kubelet-preferred-address-types": "InternalIP",
        "metric-resolution": "15s",
      }),
    },
    {
      name: "skipper",
      program: programs.ingress,
      args: [
        "-kubernetes",
        `-kubernetes-url=${apiServer}`,
        `-kubernetes-token-file=${file("ingress.token")}`,
        `-kubernetes-ingress-class=^${settings.ingressClass}$`,
        "-kubernetes-enable-tls",
        "-enable-kubernetes-endpointslices",
        `-address=127.0.0.1:${settings.ingressPorts.https}`,
        "-support-listener=127.0.0.1:9911",
        // As with every other ingress controller: what is behind it is not asked for a certificate that this machine trusts.
        "-insecure",
        ...quietly,
      ],
      env: { SSL_CERT_FILE: file("ca.crt") },
    },
    {
      name: "skipper-http",
      program: programs.ingress,
      args: [
        '-inline-routes=all: * -> redirectTo(308, "https:") -> <shunt>',
        `-address=127.0.0.1:${settings.ingressPorts.http}`,
        "-support-listener=127.0.0.1:9912",
        ...quietly,
      ],
    },
  ];
}

/** No load balancer has to notice first that it is about to end. */
const quietly = ["-access-log-disabled", "-wait-for-healthcheck-interval=0"];
