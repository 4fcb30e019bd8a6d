import { eachContainer, podPolicy } from "./pod";

const digest = /@sha256:[0-9a-f]{64}$/;

export const podImagePinned = podPolicy({
  name: "pod-image-pinned",
  description: "A pod's image is named by its content.",
  check({ props: pod }, report) {
    eachContainer(pod, ({ image }, title) => {
      if (image !== undefined && digest.test(image)) return;
      report({
        what: `the image of ${title} can be another one on every node`,
        got: image ?? "nothing",
        allowed: "a reference that ends in @sha256:…",
        fix: "push what the stack builds with `./ballast images push`, and write other images with their digest",
      });
    });
  },
});
