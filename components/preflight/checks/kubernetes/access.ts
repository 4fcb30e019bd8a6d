import { orPass, pass, type Check, type KubernetesInput } from "../../check";
import type { Found } from "../../report";
import { withCluster } from "./with-cluster";

const id = "access";
const title = "Rights in the cluster";

export const access: Check<KubernetesInput> = {
  id,
  title,
  kinds: { "permission-missing": "RESOURCE", "access-unknown": "" },
  requires: ["cluster"],
  run: (input) =>
    withCluster(input, { id, title }, input.facts.denied, (denied) =>
      orPass(
        denied.map(({ resource, verbs }): Found => ({
          level: "fail",
          id: `permission-missing:${resource}`,
          title: `This user may not do everything with ${resource}`,
          expected: `all of get, list, watch, create, patch, delete ${where(input, resource)}`,
          found: `not ${verbs.join(", ")}`,
          fix: `grant it: \`kubectl auth can-i --list --namespace ${input.needs.namespace}\` shows what there is`,
        })),
        () => pass(title, "all that the stack makes", `${input.needs.kinds.length} kinds of objects, each in its whole life`),
      ),
    ),
};

function where({ needs: { kinds, namespace } }: KubernetesInput, name: string): string {
  const namespaced = kinds.some(({ group, resource, namespaced: is }) => is && name === (group ? `${resource}.${group}` : resource));
  return namespaced ? `in the namespace ${namespace}` : "in the cluster";
}
