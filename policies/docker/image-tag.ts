import { RemoteImage } from "@pulumi/docker/remoteImage";
import { resourcePolicy } from "../policy";

export const imageTag = resourcePolicy(RemoteImage, {
  name: "image-tag",
  description: "An image is asked for by a version.",
  check({ name, props: { name: asked } }, report) {
    const { tag, digest } = partsOf(asked);
    if (digest !== undefined || (tag !== undefined && tag !== "latest")) return;
    report({
      what: `image ${name} is whatever was published last`,
      got: asked,
      allowed: "a tag that is a version, or a digest",
      fix: "write the version into images/versions.json, or the digest behind the reference",
    });
  },
});

/** @param reference as in `host:5000/folder/name:tag@sha256:…` */
function partsOf(reference: string): { tag: string | undefined; digest: string | undefined } {
  const [named = "", digest] = reference.split("@");
  const tag = named.split("/").at(-1)?.split(":")[1];
  return { tag, digest };
}
