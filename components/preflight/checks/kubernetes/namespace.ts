import { pass, type Check, type KubernetesInput } from "../../check";
import type { Namespace } from "../../collect/kubernetes/facts";
import type { Found } from "../../report";
import { withCluster } from "./with-cluster";

const id = "namespace";
const title = "Namespace";

export const namespace: Check<KubernetesInput> = {
  id,
  title,
  kinds: { "namespace-taken": "", "namespace-terminating": "", "namespace-not-restricted": "", "namespace-unknown": "" },
  requires: ["cluster"],
  run: (input) => withCluster(input, { id, title }, input.facts.namespace, ({ found }) => [judge(input, found)]),
};

function judge({ needs: { namespace: name, owner } }: KubernetesInput, found: Namespace["found"]): Found {
  const expected = `no namespace ${name}, or one of this stack that enforces Pod Security restricted`;
  if (!found) return pass(title, expected, "not there yet");
  if (found.terminating)
    return {
      level: "fail",
      id: "namespace-terminating",
      title: `Namespace ${name} is being deleted`,
      expected,
      found: "Terminating: nothing can be made in it",
      fix: `wait until it is gone; if it stays, \`kubectl describe namespace ${name}\` says what holds it`,
    };
  if (found.owner !== owner)
    return {
      level: "fail",
      id: "namespace-taken",
      title: `Namespace ${name} belongs to somebody else`,
      expected,
      found: found.owner ? `label ballast.stack=${found.owner}` : "no label ballast.stack",
      fix: `choose another name for the stack; or, if it is meant for this one, \`kubectl label namespace ${name} ballast.stack=${owner}\``,
    };
  if (found.enforce !== "restricted")
    return {
      level: "warn",
      id: "namespace-not-restricted",
      title: `Namespace ${name} no longer enforces Pod Security restricted`,
      expected,
      found: found.enforce ? `it enforces ${found.enforce}` : "it enforces nothing",
      fix: "`./ballast up --refresh` puts it back; see who has changed it",
    };
  return pass(title, expected, "this stack's, restricted");
}
