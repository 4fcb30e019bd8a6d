import { imagePinned } from "../../../../policies/docker/image-pinned";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder, image } from "../../../support/policy-resources";

testPolicy(imagePinned, {
  passes: {
    "an image id": { resources: container() },
    "a reference with a digest": { resources: container({ image: `registry:5000/team/shop:1@${image}` }) },
  },
  refuses: {
    "a tag, however exact": {
      resources: container({ image: "team/shop:1.2.3" }),
      message:
        "The image of container shop can change without anybody changing the stack: got team/shop:1.2.3, allowed is an image id sha256:… or a reference that ends in @sha256:…; build it, or add the digest that `docker image inspect` tells as RepoDigests.",
    },
    "a digest cut short": {
      resources: container({ image: "shop@sha256:0123" }),
      message:
        "The image of container shop can change without anybody changing the stack: got shop@sha256:0123, allowed is an image id sha256:… or a reference that ends in @sha256:…; build it, or add the digest that `docker image inspect` tells as RepoDigests.",
    },
    "an id cut short in what only holds files": {
      resources: holder(undefined, { image: "sha256:0123" }),
      message:
        "The image of container shop-files can change without anybody changing the stack: got sha256:0123, allowed is an image id sha256:… or a reference that ends in @sha256:…; build it, or add the digest that `docker image inspect` tells as RepoDigests.",
    },
  },
  leavesOut: {
    "an image that this deployment builds": { resources: container({ image: unknown }), unknown: "image" },
  },
});
