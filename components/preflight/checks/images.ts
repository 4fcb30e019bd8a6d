import type { CommonFacts } from "../facts";
import type { Found } from "../report";

export function unbuildable(facts: Pick<CommonFacts, "unbuildable">): Found[] {
  return facts.unbuildable.map((folder) => ({
    level: "fail",
    id: `image-no-dockerfile:${folder}`,
    title: `${folder} has no Dockerfile`,
    expected: "a folder with a Dockerfile, relative to the project",
    found: "none",
    fix: "correct `build` in the configuration, or add the file",
  }));
}

/** Those of the given references that name no content. */
export function loose(given: string[]): Found[] {
  return given
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
