import { each, shown, stackPolicy } from "../policy";
import { allOfKind, type Fields } from "./kinds";
import { podIn } from "./pod";

const directions = ["Ingress", "Egress"];

export const defaultDeny = stackPolicy({
  name: "default-deny",
  description: "Where pods run, a NetworkPolicy denies every connection that no other one allows.",
  check(resources, report) {
    const closed = new Set<string | undefined>();
    each(allOfKind("NetworkPolicy", resources), ({ props }) => {
      if (deniesAll(props)) closed.add(props.metadata?.namespace);
    });
    each(resources, (resource) => {
      const pod = podIn(resource);
      if (!pod || closed.has(pod.namespace)) return;
      report({
        what: `pods of ${pod.title} connect to anybody, and anybody to them`,
        got: `no NetworkPolicy for all pods of namespace ${shown(pod.namespace)} that denies both ways`,
        allowed: "one with an empty podSelector, both policyTypes, and no rule",
        fix: "make it beside the namespace, as the platform does",
      });
    });
  },
});

function deniesAll({ spec }: Fields<"NetworkPolicy">): boolean {
  const { podSelector, policyTypes = [], ingress = [], egress = [] } = spec ?? {};
  const everyPod = !podSelector || (Object.keys(podSelector.matchLabels ?? {}).length === 0 && !podSelector.matchExpressions?.length);
  return everyPod && directions.every((direction) => policyTypes.includes(direction)) && ingress.length === 0 && egress.length === 0;
}
