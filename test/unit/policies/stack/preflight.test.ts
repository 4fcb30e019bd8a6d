import { preflight } from "../../../../policies/stack/preflight";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(preflight, {
  passes: {
    "a stack with one": { resources: [{ type: "pulumi-nodejs:dynamic/ballast:Preflight", name: "preflight", props: {} }, container()] },
  },
  refuses: {
    "a stack without": {
      resources: [container()],
      message:
        "The stack does not check its host before it makes something there: got no pulumi-nodejs:dynamic/ballast:Preflight, allowed is one in every stack; make a Preflight first, and let everything else depend on it.",
    },
    "an empty one": {
      resources: [],
      message:
        "The stack does not check its host before it makes something there: got no pulumi-nodejs:dynamic/ballast:Preflight, allowed is one in every stack; make a Preflight first, and let everything else depend on it.",
    },
  },
});
