import { pass, unknown, type Check, type KubernetesInput } from "../../check";
import type { Cluster } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";

const id = "cluster";
const title = "Kubernetes cluster";
/** Minor versions of Kubernetes 1. Below the first nobody has looked; above the last nobody has yet. */
const supported = { oldest: 29, newest: 34 };

export const cluster: Check<KubernetesInput> = {
  id,
  title,
  kinds: {
    "kubernetes-context-missing": "",
    "kubernetes-unreachable": "",
    "kubernetes-untrusted": "",
    "kubernetes-access-denied": "",
    "kubernetes-too-old": "",
    "kubernetes-untested": "",
    "cluster-unknown": "",
  },
  run({ facts, needs }) {
    const { cluster: found } = facts;
    if (found.state === "answers") return [judge(found.version)];
    if (found.state === "unknown") return [unknown(id, title, found.reason)];
    const { kind, text, fix } = silent[found.state];
    const expected = `an API server that answers under the context ${needs.context}`;
    return [{ level: "fail", id: kind, title: text, expected, found: found.reason, fix }];
  },
};

const silent: Record<Exclude<Cluster["state"], "answers" | "unknown">, { kind: string; text: string; fix: string }> = {
  "no-context": {
    kind: "kubernetes-context-missing",
    text: "The kubeconfig has no such context",
    fix: "correct ballast:kubernetes.context, or see that KUBECONFIG names the file that has it; `./ballast cluster up` makes a local one",
  },
  unreachable: {
    kind: "kubernetes-unreachable",
    text: "The cluster cannot be reached",
    fix: "start it (`./ballast cluster up` for the local one), or see to the network or the name server",
  },
  untrusted: {
    kind: "kubernetes-untrusted",
    text: "The cluster's certificate is not trusted",
    fix: "take the kubeconfig from the cluster again: its authority or the server's name has changed, or a certificate has expired",
  },
  denied: {
    kind: "kubernetes-access-denied",
    text: "The cluster does not let this user in",
    fix: "log in again, or take the kubeconfig from the cluster again: the token or the certificate in it is not accepted",
  },
};

function judge(version: string): Found {
  const expected = `Kubernetes 1.${supported.oldest} to 1.${supported.newest}`;
  const [, major, digits] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || digits === undefined) return unknown(id, title, `version ${JSON.stringify(version)}`);
  const minor = Number(major) > 1 ? Infinity : Number(major) < 1 ? 0 : Number(digits);
  if (minor < supported.oldest)
    return {
      level: "fail",
      id: "kubernetes-too-old",
      title: "The cluster is too old",
      expected,
      found: version,
      fix: "update it, one minor version after the other",
    };
  if (minor > supported.newest)
    return {
      level: "warn",
      id: "kubernetes-untested",
      title: "The cluster is newer than what was tested",
      expected,
      found: version,
      fix: "try the stack on a cluster that matters less first",
    };
  return pass(title, expected, `version ${version}`);
}
