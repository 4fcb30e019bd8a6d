import type { KubernetesInput } from "../../check";
import { withoutDockerfile } from "../build-folders";
import { folderFacts } from "../folders";
import { allOf } from "../known";
import type { Senses } from "../senses";
import type { KubernetesFacts } from "./facts";

export function kubernetesFacts({ needs }: Pick<KubernetesInput, "needs" | "settings">, from: Senses): Promise<KubernetesFacts> {
  return allOf<KubernetesFacts>({
    folders: folderFacts(from.env, from.project),
    unbuildable: withoutDockerfile(
      needs.images.flatMap(({ build }) => (build ? [build.folder] : [])),
      from.project,
    ),
  });
}
