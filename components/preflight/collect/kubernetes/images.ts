import { locate } from "../../../platform/kubernetes/registry";
import type { KubernetesInput } from "../../check";
import type { Knowing } from "../known";
import type { ImageFact } from "./facts";

/** @returns `sha256:…`; undefined where the registry has no such image */
export type DigestOf = (reference: string) => Promise<string | undefined>;

/** Asks each image's registry; air-gapped, none but those that our own images are in. */
export function imageFacts(
  { needs: { images }, settings }: Pick<KubernetesInput, "needs" | "settings">,
  digestOf: DigestOf,
  known: Knowing,
): Promise<ImageFact[]> {
  const registries = new Set(images.flatMap(({ reference, build }) => (build ? [locate(reference).registry] : [])));
  return Promise.all(
    images.map(async ({ reference }) => {
      const { registry } = locate(reference);
      if (settings.airGapped && !registries.has(registry)) return { reference, registry };
      const answer = known(digestOf(reference).then((digest) => (digest === undefined ? "missing" : "there")));
      return { reference, registry, answer: await answer };
    }),
  );
}
