import { podImagePinned } from "../../../../policies/kubernetes/pod-image-pinned";
import { unknown } from "../../../support/judge";
import { cronJob, deployment, digest, job } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message = (got: string) =>
  `The image of container shop of Deployment shop can be another one on every node: got ${got}, allowed is a reference that ends in @sha256:…; push what the stack builds with \`./ballast images push\`, and write other images with their digest.`;

testPolicy(podImagePinned, {
  passes: {
    "a digest": { resources: [deployment(), job(), cronJob()] },
    "a digest beside a tag": { resources: deployment({ container: { image: `registry:5000/team/shop:1@${digest}` } }) },
  },
  refuses: {
    "a tag, however exact": { resources: deployment({ container: { image: "team/shop:1.2.3" } }), message: message("team/shop:1.2.3") },
    "an id, which no registry knows": { resources: deployment({ container: { image: digest } }), message: message(digest) },
    nothing: { resources: deployment({ container: { image: undefined } }), message: message("nothing") },
  },
  leavesOut: {
    "an image that is not known yet": {
      resources: deployment({ container: { image: unknown } }),
      unknown: "spec.template.spec.containers.0.image",
    },
  },
});
