import { orPass, pass, withFact, type Check, type DockerInput } from "../../check";
import type { Found } from "../../report";
import { loose, unbuildable } from "../images";
import { withEngine } from "./with-engine";

const id = "images";
const title = "Images";

export const images: Check<DockerInput> = {
  id,
  title,
  kinds: { "image-missing": "IMAGE", "image-not-pinned": "IMAGE", "image-no-dockerfile": "FOLDER", "images-unknown": "" },
  requires: ["docker-engine", "permissions"],
  run: (input) =>
    withEngine(input, title, () =>
      withFact(input.facts.images, id, title, (present) =>
        orPass([...unbuildable(input.facts), ...missing(input, present), ...loose(given(input.needs.images))], () =>
          pass(title, "pinned, and present or to be had", `${input.needs.images.length} described, ${present.length} given ones present`),
        ),
      ),
    ),
};

/** References the engine has to have, or has to get. */
export function references({ images: described, base }: DockerInput["needs"]): string[] {
  return [...new Set([base, ...given(described)])];
}

const given = (described: DockerInput["needs"]["images"]): string[] =>
  described.flatMap((image) => ("reference" in image ? [image.reference] : []));

/** Elsewhere a missing image is pulled, and the check of the network looks at its registry. */
function missing({ needs, settings }: DockerInput, present: string[]): Found[] {
  if (!settings.airGapped) return [];
  return references(needs)
    .filter((reference) => !present.includes(reference))
    .map((reference) => ({
      level: "fail",
      id: `image-missing:${reference}`,
      title: `Image ${reference} is not in the engine`,
      expected: "every image present, because ballast:preflight.airGapped is true",
      found: "missing",
      fix: "docker load it from a bundle",
    }));
}
