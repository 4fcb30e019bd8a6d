import type { ApiKind, KubernetesNeeds } from "../../../platform/needs";
import { answerOf, type Ask } from "./ask";
import type { Denied } from "./facts";

/** What the `kubernetes` provider does with an object in its life. */
const verbs = ["get", "list", "watch", "create", "patch", "delete"];

/** Asks the API server what it would allow. One who may do everything is not asked for each verb. */
export async function deniedAccess(ask: Ask, { kinds, namespace }: KubernetesNeeds): Promise<Denied[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const may = (verb: string): Promise<boolean> => isAllowed(ask, kind, namespace, verb);
      if (await may("*")) return [];
      const allowed = await Promise.all(verbs.map(may));
      return verbs.filter((_, index) => !allowed[index]);
    }),
  );
  return kinds.flatMap((kind, index) => (found[index]?.length ? [{ resource: nameOf(kind), verbs: found[index] }] : []));
}

const nameOf = ({ group, resource }: ApiKind): string => (group ? `${resource}.${group}` : resource);

async function isAllowed(ask: Ask, { group, resource, namespaced }: ApiKind, namespace: string, verb: string): Promise<boolean> {
  const { status } = await answerOf<{ status?: { allowed?: boolean; evaluationError?: string } }>(
    ask,
    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: { group, resource, verb, ...(namespaced && { namespace }) } },
    },
  );
  if (status?.allowed === true) return true;
  if (status?.evaluationError || status?.allowed === undefined)
    throw new Error(`may this user ${verb} ${resource}? ${status?.evaluationError || "the answer says neither yes nor no"}`);
  return false;
}
