import { shown } from "../policy";
import { kindPolicy } from "./kinds";

const label = "pod-security.kubernetes.io/enforce";

export const namespaceRestricted = kindPolicy("Namespace", {
  name: "namespace-restricted",
  description: "The cluster itself refuses a pod with rights in a stack's namespace.",
  check({ name, props: { metadata } }, report) {
    const level = metadata?.labels?.[label];
    if (level === "restricted") return;
    report({
      what: `a pod with rights on its node can be made in namespace ${name}`,
      got: `label ${label} ${shown(level)}`,
      allowed: "restricted",
      fix: `write ${label}: restricted`,
    });
  },
});
