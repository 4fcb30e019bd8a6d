import { containerPolicy } from "./container";

const digest = /^(?:.+@)?sha256:[0-9a-f]{64}$/;

export const imagePinned = containerPolicy({
  name: "image-pinned",
  description: "A container's image is named by its content.",
  check({ name, props: { image } }, report) {
    if (digest.test(image)) return;
    report({
      what: `the image of container ${name} can change without anybody changing the stack`,
      got: image,
      allowed: "an image id sha256:… or a reference that ends in @sha256:…",
      fix: "build it, or add the digest that `docker image inspect` tells as RepoDigests",
    });
  },
});
