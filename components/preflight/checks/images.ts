import { orPass, pass, withEngine, withFact, type Check, type CheckInput } from "../check";
import type { Found } from "../report";

const id = "images";
const title = "Images";

export const images: Check = {
  id,
  title,
  kinds: { "image-missing": "IMAGE", "image-not-pinned": "IMAGE", "image-no-dockerfile": "FOLDER", "images-unknown": "" },
  requires: ["docker-engine", "permissions"],
  run: (input) =>
    withEngine(input, title, () =>
      withFact(input.facts.images, id, title, (present) =>
        orPass([...unbuildable(input), ...missing(input, present), ...loose(input)], () =>
          pass(title, "pinned, and present or to be had", `${input.needs.images.length} described, ${present.length} given ones present`),
        ),
      ),
    ),
};

/** References the engine has to have, or has to get. */
export function references({ images: described, base }: CheckInput["needs"]): string[] {
  return [...new Set([base, ...given(described)])];
}

const given = (described: CheckInput["needs"]["images"]): string[] =>
  described.flatMap((image) => ("reference" in image ? [image.reference] : []));

function unbuildable({ facts }: CheckInput): Found[] {
  return facts.unbuildable.map((folder) => ({
    level: "fail",
    id: `image-no-dockerfile:${folder}`,
    title: `${folder} has no Dockerfile`,
    expected: "a folder with a Dockerfile, relative to the project",
    found: "none",
    fix: "correct `build` in the configuration, or add the file",
  }));
}

/** Elsewhere a missing image is pulled, and the check of the network looks at its registry. */
function missing({ needs, settings }: CheckInput, present: string[]): Found[] {
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

function loose({ needs }: CheckInput): Found[] {
  return given(needs.images)
    .filter((reference) => !reference.includes("@sha256:"))
    .map((reference) => ({
      level: "warn",
      id: `image-not-pinned:${reference}`,
      title: `Image ${reference} can change under its name`,
      expected: "a reference with a digest, as in name@sha256:…",
      found: "a tag",
      fix: "give the digest (`docker image inspect --format '{{.RepoDigests}}'`)",
    }));
}
