import type { KubernetesInput } from "../../check";
import { withoutDockerfile } from "../build-folders";
import { folderFacts } from "../folders";
import { allOf, untilLate } from "../known";
import type { Senses } from "../senses";
import { deniedAccess } from "./access";
import { claims } from "./claims";
import { ingressClasses, storageClasses } from "./classes";
import { clusterFacts } from "./cluster";
import type { KubernetesFacts } from "./facts";
import { imageFacts } from "./images";
import { namespaceFacts } from "./namespace";
import { nodePorts } from "./node-ports";
import { nodeFacts } from "./nodes";

/** Reaches nobody but the API server and the registries of the images. */
export async function kubernetesFacts(request: Pick<KubernetesInput, "needs" | "settings">, from: Senses): Promise<KubernetesFacts> {
  const { needs } = request;
  const ask = await from.cluster(needs.context);
  const known = untilLate(from.limit);
  return allOf<KubernetesFacts>({
    cluster: known(clusterFacts(ask)).then((found) => ("value" in found ? found.value : { state: "unknown", reason: found.error })),
    denied: known(deniedAccess(ask, needs)),
    namespace: known(namespaceFacts(ask, needs.namespace)),
    storageClasses: known(storageClasses(ask)),
    claims: known(claims(ask, needs.namespace)),
    nodes: known(nodeFacts(ask, needs)),
    nodePorts: known(nodePorts(ask, needs)),
    ingressClasses: known(ingressClasses(ask)),
    images: imageFacts(request, from.digestOf, known),
    folders: folderFacts(from.env, from.project),
    unbuildable: withoutDockerfile(
      needs.images.flatMap(({ build }) => (build ? [build.folder] : [])),
      from.project,
    ),
  });
}
