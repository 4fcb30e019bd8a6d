import { pass, skip, type Check, type KubernetesInput } from "../../check";
import type { Class } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";
import { withCluster } from "./with-cluster";

const id = "ingress";
const title = "Ingress";

export const ingress: Check<KubernetesInput> = {
  id,
  title,
  kinds: { "ingress-class-missing": "", "ingress-class-no-default": "", "ingress-class-ambiguous": "", "ingress-unknown": "" },
  requires: ["cluster"],
  run(input) {
    const { ingress: wanted } = input.needs;
    if (!wanted) return [skip(title, "the stack has none")];
    return withCluster(input, { id, title }, input.facts.ingressClasses, (classes) => [judge(wanted.className, classes)]);
  },
};

function judge(name: string | undefined, classes: Class[]): Found {
  const known = classes.map((one) => one.name).join(", ") || "no classes";
  const defaults = classes.filter((one) => one.default).map((one) => one.name);
  const named = "name one in ballast:kubernetes.ingress.className";
  if (name !== undefined) {
    if (classes.some((one) => one.name === name)) return pass(title, `ingress class ${name}`, "there");
    return {
      level: "fail",
      id: "ingress-class-missing",
      title: `The cluster has no ingress class ${name}`,
      expected: "the class that ballast:kubernetes.ingress.className names",
      found: known,
      fix: "name a class that exists, or install the controller",
    };
  }
  if (defaults.length === 1) return pass(title, "a default ingress class", defaults.join());
  if (defaults.length > 1)
    return {
      level: "fail",
      id: "ingress-class-ambiguous",
      title: "The cluster has several default ingress classes",
      expected: "one: the API server refuses an Ingress without a class otherwise",
      found: defaults.join(", "),
      fix: named,
    };
  return {
    level: "fail",
    id: "ingress-class-no-default",
    title: "The cluster has no default ingress class",
    expected: "a default class, because ballast:kubernetes.ingress.className names none",
    found: known,
    fix: `${named}, or make one the default`,
  };
}
